/** The report as JUnit XML: a suite for each name, a test case for each rule, so that a CI system shows which rule broke. */
import { RULEBOOK, type RuleId } from '../judge/rulebook';
import { violationLine } from '../judge/violation';
import { markup, type Markup } from './markup';
import type { NameReport, Report } from './model';

export function renderJunit(report: Report): string {
  const seconds = (report.milliseconds / 1000).toFixed(3);
  const rules = Object.keys(RULEBOOK) as RuleId[];
  const unsettled = report.verdict === 'unsettled';
  const suites = [...report.names.map(name => suite(name, rules, report, unsettled)), ...report.skipped.map(skippedSuite)];
  const failures = unsettled ? 0 : report.names.reduce((sum, name) => sum + brokenRules(name).size, 0);
  const errors = unsettled ? report.names.length : 0;
  const tests = report.names.length * (rules.length + (unsettled ? 1 : 0)) + report.skipped.length;
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="multivalue verify" tests="${tests}" failures="${failures}" errors="${errors}" time="${seconds}">
${suites}</testsuites>
`.text;
}

function suite(name: NameReport, rules: readonly RuleId[], report: Report, unsettled: boolean): Markup {
  const title = `${name.name} ${name.type}`;
  const skipped = unsettled
    ? new Map(rules.map(rule => [rule, 'no verdict']))
    : new Map(name.notJudged.map(({ rule, why }) => [rule, why]));
  const cases = rules.map(rule => {
    const broken = unsettled ? [] : name.violations.filter(v => v.rule === rule);
    const test = `${rule}: ${RULEBOOK[rule]}`;
    const why = skipped.get(rule);
    return broken.length === 0
      ? markup`    <testcase classname="${title}" name="${test}">${why !== undefined && markup`<skipped message="${why}"/>`}</testcase>\n`
      : markup`    <testcase classname="${title}" name="${test}">
      <failure message="${broken[0].seen}" type="${rule}">${broken.map(violationLine).join('\n')}</failure>
    </testcase>\n`;
  });
  const settled = unsettled
    ? markup`    <testcase classname="${title}" name="nothing changed while asking"><error message="${report.changes.join('; ')}"/></testcase>\n`
    : undefined;
  const count = rules.length + (unsettled ? 1 : 0);
  const failures = unsettled ? 0 : brokenRules(name).size;
  return markup`  <testsuite name="${title}" tests="${count}" failures="${failures}" errors="${unsettled ? 1 : 0}" skipped="${skipped.size}" timestamp="${report.startedAt}">
${settled}${cases}  </testsuite>\n`;
}

function skippedSuite({ name, why }: Report['skipped'][number]): Markup {
  return markup`  <testsuite name="${name}" tests="1" failures="0" errors="0" skipped="1">
    <testcase classname="${name}" name="can be judged"><skipped message="${why}"/></testcase>
  </testsuite>\n`;
}

function brokenRules(name: NameReport): Set<RuleId> {
  return new Set(name.violations.map(v => v.rule));
}
