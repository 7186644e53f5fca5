/**
 * Imported before any AWS SDK: which Node releases later versions of the SDK will need is a matter of this project's lock file, and nothing
 * that a person who runs it can act on.
 */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
