import type { ListBlock } from "./blocks";
import { isOrderElsewhere } from "./orders-elsewhere";

const VERBS =
  `run|execute|invoke|stop|start|restart|deploy|redeploy|verify|check|confirm|double-?check|backup|back up|take|create|enable|disable|
apply|switch|update|open|close|notify|announce|set|unset|delete|drop|restore|scale|drain|log in|log into|login|log out|connect|disconnect|ensure|
make sure|make|test|monitor|watch|roll|copy|move|export|import|install|uninstall|configure|merge|tag|push|pull|build|rebuild|wait|freeze|unfreeze|
lock|unlock|record|validate|migrate|promote|demote|point|repoint|change|remove|add|warm|reboot|unmount|mount|purge|clear|flush|rotate|keep|send|
ask|call|carry|provision|grant|revoke|cancel|retire|archive|trigger|tail|bring|take down|redirect|route|lower|raise|publish|unpublish|submit|
request|review|compare|inspect|look|list|note|navigate|go to|click|select|choose|pick|use|follow|complete|finali[sz]e|sign|obtain|get|fetch|
assign|schedule|prepare|tell|share|email|write|download|upload|sync|synchroni[sz]e|pause|resume|capture|document|identify|investigate|escalate|
attach|detach|register|deregister|rename|replace|reset|revert|shut down|shutdown|terminate|kill|tear down|turn|toggle|flip|cut over|cutover|
fail over|failover|upgrade|downgrade|bump|commit|checkout|check out|clone|init|initiali[sz]e|load|seed|truncate|vacuum|reindex|generate|
regenerate|recreate|dump|mirror|replicate|measure|observe|ping|query|scan|search|track|triage|transfer|warn|block|unblock|unlock|shut|raise|analy[sz]e|allow|decommission|clean up|
cleanup|hand over|hold|communicate|convene|inform|contact|post|declare|gather|collect|save|store|store|edit|extract|transform|insert|stage|
rehearse|re-?run|re-?check|re-?enable|re-?apply|re-?start|re-?deploy|re-?issue|re-?open|re-?test|re-?verify|reload|refresh|republish|replay|
reconcile|repeat|respond|return|save|see that|ship|spin up|stand up|spot-?check|smoke-?test|squash|sweep|swap|tighten|transcribe|enumerate|
undo|unregister|whitelist|allowlist|acknowledge|activate|deactivate|adjust|align|approve|audit|authori[sz]e|assess|begin|bind|book|determine|
find|fix|force|give|increase|decrease|reduce|label|launch|leave|mark|name|order|patch|perform|place|plan|print|process|produce|protect|put|
quiesce|read|release|report|resolve|retain|retry|schedule|secure|simulate|snapshot|suspend|teardown|visit|wipe|zip|unzip`.replace(
    /\n/g,
    "",
  );

/** Verbs that open an instruction. */
export const IMPERATIVE = new RegExp(
  `^(?:please\\s+|then\\s+|(?:re-)?(?=\\p{L}))?(?:${VERBS})(?![\\p{L}-])`,
  "iu",
);

/** Verbs that no heading opens with unless it tells the reader to do something; "Test …" and "Change …" may be nouns. */
const PLAIN_ORDER =
  /^(?:update(?! (?:cadence|schedule|frequency|plan|policy|interval)s?(?!\p{L}))|run|deploy|verify|confirm|take|create|enable|disable|apply|execute|switch|notify|announce|delete|drop|drain|ensure|install|configure|migrate|promote|add|remove|provision|transcribe|grant|revoke|replace|rotate|repoint|merge|edit|prepare|validate|upload|download|attach|detach|publish|freeze|enumerate|identify|complete|decommission|pause|resume|restart|reconcile|send|generate|register|trigger|wait|bring|flip|capture|set up|snapshot|back up|restore|dry-run|smoke-test)(?![\p{L}-])/iu;

/** A heading that is an order ("Confirm the artifact path"): the nouns in it do not say what the section is. */
export function isOrder(heading: string): boolean {
  return PLAIN_ORDER.test(heading.replace(/^[^\p{L}]+/u, ""));
}

export function isOpeningVerb(text: string): boolean {
  return IMPERATIVE.test(text.replace(/^[^\p{L}]+/u, ""));
}

const STATEMENT =
  /^(?:(?:no|none|nothing|this|these|those|that|it|they|there|every|each|any|some|you|we|both)(?![\p{L}'’-])|(?:[\p{L}\p{N}'’./#-]+\s){1,9}?(?:is|are|was|were|will|has|have|had|can|cannot|can't|does|doesn't|do not|lives?|means|stays?|remains?|covers?|uses?|holds?|returns?)(?![\p{L}-]))/iu;

/** "Propagation is the only delay": says how things are, and asks for nothing. */
export function isStatement(text: string): boolean {
  const plain = text.replace(/^[^\p{L}\p{N}]+/u, "");
  return STATEMENT.test(plain) && !IMPERATIVE.test(plain);
}

export function orders(list: ListBlock): number {
  return list.items.filter((item) => {
    return (
      isOpeningVerb(item.text?.plain ?? "") ||
      isOrderElsewhere(item.text?.plain ?? "") ||
      (item.text?.lead != null && IMPERATIVE.test(item.text.rest))
    );
  }).length;
}
