/** What AWS and the network say when they refuse, in words that say what to do. */

/** A fault that a person can mend; the message says how. */
export class AwsError extends Error {}

interface Advice {
  /** Matches the error's name, or its code where it has no better name. */
  readonly when: RegExp;
  /** Where the name says too little: matches the message as well. */
  readonly saying?: RegExp;
  readonly say: (error: Error) => string;
}

const ADVICE: readonly Advice[] = [
  {
    when: /^(CredentialsProviderError|CredentialsError)$/,
    say: error =>
      `no AWS credentials were found (${firstLine(error)}); log in with 'aws sso login' or 'aws configure', choose a profile with ` +
      "--profile or AWS_PROFILE; without an AWS account, start the local Route 53 with 'multivalue local' and set " +
      'AWS_ENDPOINT_URL=http://127.0.0.1:4566',
  },
  {
    when: /^(ExpiredToken|ExpiredTokenException|TokenRefreshRequired|RequestExpired|UnauthorizedSSOTokenError)$/,
    say: () => "the AWS credentials have expired; log in again, for example with 'aws sso login'",
  },
  {
    when: /^(InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidSignatureException)$/,
    say: error => `AWS does not accept the credentials (${firstLine(error)}); check them with: aws sts get-caller-identity`,
  },
  {
    when: /^(AccessDenied|AccessDeniedException|NotAuthorized)$/,
    say: error =>
      `AWS denies access (${firstLine(error)}); give the role the read-only actions that docs/verify.md lists, or grant them in the app ` +
      'with grantVerify()',
  },
  {
    when: /^(Throttling|ThrottlingException|TooManyRequestsException)$/,
    say: () => 'AWS still throttles this account after eight attempts; wait a minute and try again',
  },
  {
    when: /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|TimeoutError)$/,
    say: error =>
      `the AWS API cannot be reached (${firstLine(error)}); check the network, and AWS_ENDPOINT_URL if the local Route 53 is meant`,
  },
  {
    when: /./,
    saying: /Deserialization error|\$response/,
    say: () => 'the endpoint did not respond like an AWS API; check AWS_ENDPOINT_URL and any proxy',
  },
];

/** Undefined when the error is of another kind. */
export function explainAwsError(error: unknown): AwsError | undefined {
  if (!(error instanceof Error)) {
    return undefined;
  }
  const names = [error.name, (error as NodeJS.ErrnoException).code ?? ''];
  const advice = ADVICE.find(
    ({ when, saying }) => names.some(name => when.test(name)) && (saying === undefined || saying.test(error.message)),
  );
  return advice && new AwsError(advice.say(error), { cause: error });
}

function firstLine(error: Error): string {
  return (error.message || (error as NodeJS.ErrnoException).code || error.name).split('\n')[0];
}
