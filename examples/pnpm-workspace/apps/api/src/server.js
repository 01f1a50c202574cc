import Fastify from 'fastify';
import { greet } from 'greeting';
import ms from 'ms';

const app = Fastify({ logger: true });
app.get('/', async () => `${greet('pnpm')}, ${ms('2h')}`);
app.get('/users/:id', { schema: { params: { type: 'object', properties: { id: { type: 'integer' } } } } }, async (request) => ({
  id: request.params.id,
}));
app.listen({ port: 3000, host: '0.0.0.0' });
