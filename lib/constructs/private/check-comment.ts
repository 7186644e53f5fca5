import { MAX_COMMENT_LENGTH } from '../../rules/limits';
import { checkFitsXml } from './check-values';
import type { Refuse } from './invalid';
import { isToken } from './is-token';

/** Refuses a comment that no change batch takes (behaviour 7.1). */
export function checkComment(comment: string | undefined, refuse: Refuse): void {
  if (comment === undefined || isToken(comment)) return;
  checkFitsXml(comment, 'comment', refuse);
  if (comment.length <= MAX_COMMENT_LENGTH) return;
  refuse(`comment must have at most ${MAX_COMMENT_LENGTH} characters, got ${comment.length}`);
}
