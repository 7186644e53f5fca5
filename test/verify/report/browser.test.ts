import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { RULEBOOK } from '../../../lib/verify/judge/rulebook';
import { renderHtml } from '../../../lib/verify/report/html/page';
import { renderJunit } from '../../../lib/verify/report/junit';
import type { Report } from '../../../lib/verify/report/model';
import { needs, pathOf } from '../../support/needs';
import { sampleReport } from '../support/sample-report';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Set to refresh the picture in the README. */
const SCREENSHOT =
  process.env.UPDATE_SCREENSHOT === undefined ? undefined : resolve(__dirname, '../../../docs/verify-report.png');

/** Where to put pictures of the page at several widths, for a person to look at. */
const PICTURES = process.env.PICTURES;

let browser: Browser;
let directory: string;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: pathOf('Chromium'), args: FLAGS });
  directory = await mkdtemp(join(tmpdir(), 'verify-page-'));
});
afterAll(async () => {
  await browser.close();
  await rm(directory, { recursive: true });
});

/** Opens a report as a file and keeps what the browser complains about and asks the network for. */
async function open(report: Report, width = 1200): Promise<{ page: Page; complaints: string[]; requests: string[] }> {
  const file = join(directory, 'report.html');
  await writeFile(file, renderHtml(report));
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', message => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', error => complaints.push(String(error)));
  page.on('request', request => requests.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  return { page, complaints, requests: requests.filter(url => !url.startsWith('file:') && !url.startsWith('data:')) };
}

needs('Chromium').test('the page opens without a network and without complaints, and shows all four plots', async () => {
  const { page, complaints, requests } = await open(await sampleReport({ stale: false }));
  expect(await page.evaluate<string[]>(`[...document.querySelectorAll('svg')].map(plot => plot.dataset.plot)`)).toEqual([
    'endpoints',
    'timeline',
    'sizes',
    'health',
  ]);
  expect(await page.locator('[data-plot=endpoints] rect.mark').count()).toBe(10); // the eligible ones
  expect(await page.locator('[data-plot=health] rect').count()).toBe(12 * 16);
  expect(await page.locator('[data-plot=health] rect.bad').count()).toBe(16 + 16 + 5);
  expect(await page.locator('[data-plot=sizes] rect').count()).toBe(1);
  expect(await page.locator('[data-plot=timeline] rect').count()).toBeGreaterThan(10);
  const widths = await page.evaluate<number[]>(
    `[...document.querySelectorAll('svg')].map(plot => plot.getBoundingClientRect().width)`,
  );
  widths.forEach(width => expect(width).toBeGreaterThan(300));
  expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
  expect(await page.locator('.badge.holds').count()).toBe(2);
  expect([complaints, requests]).toEqual([[], []]);
  if (SCREENSHOT) {
    await page.screenshot({ path: SCREENSHOT, fullPage: true });
  }
  await page.close();
});

needs('Chromium').test('the page of a broken rule says rule, server, protocol, what was seen and what was allowed', async () => {
  const { page, complaints } = await open(await sampleReport({ stale: true }));
  const text = await page.locator('.broken').innerText();
  [
    RULEBOOK.healthy,
    'ns-2050.awsdns-66.org',
    'tcp, tcp+edns, udp, udp+edns',
    '198.51.100.9, which is unhealthy',
    '198.51.100.1, 198.51.100.2',
  ].forEach(part => expect(text).toContain(part));
  expect(await page.locator('[data-plot=endpoints] rect.bad').count()).toBe(1);
  expect(complaints).toEqual([]);
  await page.close();
});

/** A member that is answered though it may not be, more often than any other. */
async function worstReport(): Promise<Report> {
  const report = await sampleReport({ stale: true });
  const [name] = report.names;
  const most = Math.max(...name.members.map(({ seen }) => seen));
  const members = name.members.map(member =>
    member.eligible ? member : { ...member, seen: most, setIdentifier: '2600:1f18:4b3c:7e00:a1b2:c3d4:e5f6:789a' },
  );
  return { ...report, names: [{ ...name, members }] };
}

needs('Chromium').test.each([390, 1100, 2000])(
  'at %i pixels everything can be read: nothing is cut off and no words run into each other',
  async width => {
    const { page } = await open(await worstReport(), width);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    for (const cell of await page.locator('.broken td').all()) {
      const box = (await cell.boundingBox())!;
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
    }
    expect(await page.locator('.broken td[data-head=allowed]').first().innerText()).toContain('198.51.100.1');
    const rows = await page.evaluate<
      { remark: number; value: number; label: number }[]
    >(`[...document.querySelectorAll('[data-plot=endpoints] g')]
    .filter(row => row.querySelector('.remark'))
    .map(row => ({
      label: row.querySelector('text').getBoundingClientRect().left - row.closest('svg').getBoundingClientRect().left,
      remark: row.querySelector('.remark').getBoundingClientRect().right,
      value: row.querySelector('.value').getBoundingClientRect().left,
    }))`);
    expect(rows).toHaveLength(2);
    for (const { label, remark, value } of rows) {
      expect(label).toBeGreaterThanOrEqual(0);
      expect(remark).toBeLessThan(value);
    }
    if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, `report-${width}.png`), fullPage: true });
    await page.close();
  },
);

needs('Chromium').test('what a zone’s owner can write does not become markup', async () => {
  const report = await sampleReport({ stale: false });
  const [name] = report.names;
  const script = '<script>console.error("run")</script><img src=x onerror=console.error(1)>';
  const members = name.members.map(member => ({ ...member, value: `"${script}'&`, setIdentifier: script }));
  const { page, complaints } = await open({ ...report, names: [{ ...name, members }] });
  expect(complaints).toEqual([]);
  expect(await page.locator('script, img').count()).toBe(0);
  expect(await page.locator('[data-plot=endpoints]').innerHTML()).toContain('&lt;script&gt;');
  await page.close();
});

needs('Chromium').test(
  'the JUnit file is well-formed XML with a test case for every rule, failed where the rule broke',
  async () => {
    const page = await browser.newPage();
    const summary = (xml: string): Promise<unknown> =>
      page.evaluate(`(() => {
      const dom = new DOMParser().parseFromString(${JSON.stringify(xml)}, 'application/xml');
      if (dom.querySelector('parsererror')) return dom.documentElement.textContent;
      const suite = dom.querySelector('testsuite');
      return {
        name: suite.getAttribute('name'), failures: suite.getAttribute('failures'), cases: dom.querySelectorAll('testcase').length,
        failed: [...dom.querySelectorAll('failure')].map(f => f.getAttribute('type')),
      };
    })()`);
    const cases = Object.keys(RULEBOOK).length;
    const name = 'www.example.com A';
    expect(await summary(renderJunit(await sampleReport({ stale: false })))).toEqual({ name, cases, failures: '0', failed: [] });
    expect(await summary(renderJunit(await sampleReport({ stale: true })))).toEqual({
      name,
      cases,
      failures: '1',
      failed: ['healthy'],
    });
    const unsettled: Report = { ...(await sampleReport({ stale: true })), verdict: 'unsettled', changes: ['a < b & "c"'] };
    expect(await summary(renderJunit(unsettled))).toEqual({ name, cases: cases + 1, failures: '0', failed: [] });
    const skipping: Report = {
      ...(await sampleReport({ stale: false })),
      skipped: [{ name: 'geo.example.com A', why: 'by <place>' }],
    };
    expect(await summary(renderJunit(skipping))).toEqual({ name, cases: cases + 1, failures: '0', failed: [] });
    await page.close();
  },
);
