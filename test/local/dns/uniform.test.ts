import { addresses, multiValue } from '../../rules/routing/zone';
import { chiSquareOfSubsets, CRITICAL_AT_0_001 } from '../../rules/routing/chi-square';
import { dnsOptions, hostedZone, question, read, SERVE } from './world';

const SEED = 12;
const ANSWERS = 1000;

test.each(['memory', 'udp'] as const)(
  'over %s, 1000 answers for 12 healthy endpoints hold 8 distinct ones each, and every endpoint equally often',
  async transport => {
    const zone = hostedZone('example.com.', multiValue('www.example.com.', addresses(12)));
    const server = await SERVE[transport](dnsOptions({ zones: [zone], seed: SEED }));
    const counts = new Map(addresses(12).map(address => [address, 0]));
    const orders = new Set<string>();
    try {
      for (let n = 0; n < ANSWERS; n++) {
        const reply = await server.ask(question('www.example.com', 'A'));
        const answer = reply ? read(reply).answer.map(line => line.split(' ')[3]) : [];
        expect(new Set(answer).size).toBe(8);
        answer.forEach(address => counts.set(address, (counts.get(address) ?? NaN) + 1));
        orders.add(answer.join());
      }
    } finally {
      await server.close();
    }
    const statistic = chiSquareOfSubsets([...counts.values()], ANSWERS, 8);
    expect({ SEED, statistic, uniform: statistic < CRITICAL_AT_0_001[11] }).toMatchObject({ uniform: true });
    expect(orders.size).toBeGreaterThan(400); // of 495 subsets
  },
);
