/** A real OpenID provider on loopback, and a browser that follows redirects with its cookies. */

import { generateKeyPairSync } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { Provider, type Configuration } from 'oidc-provider';
import { PROVIDER_RETURN_PATH } from '#contracts/http/portal.ts';

/** Client of the broker at the provider. */
export const CLIENT_ID = 'kinship-broker';
/** Its secret. */
export const CLIENT_SECRET = 'a secret that stands in no log line';

/** A provider under test. */
export interface TestProvider {
  readonly issuer: string;
  /** Opens for business: registers the client with the address that the broker is reached at. */
  open(api: string, options?: ProviderOptions): void;
}

/** How a provider differs from the usual one. */
export interface ProviderOptions {
  /** A client without a secret. */
  readonly isPublic?: boolean;
  /** How the client proves itself. */
  readonly proof?: 'client_secret_basic' | 'client_secret_post';
  /** Mail claims stand in the ID token instead of at the userinfo endpoint. */
  readonly claimsInIdToken?: boolean;
  /** The keys that it publishes are not those that it signs with. */
  readonly foreignKeys?: boolean;
}

/** Starts a provider that answers 503 until it is opened. People's ids there are their mail addresses; one that begins with `un` is not verified. `host` is a name of this machine. */
export async function startProvider(t: TestContext, host = '127.0.0.1'): Promise<TestProvider> {
  let answer: RequestListener = (_request, response) => void response.writeHead(503).end();
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const issuer = `http://${host}:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    open: (api, options = {}) => {
      const provider = new Provider(issuer, configurationOf(api, options)).callback();
      answer = (request, response) => {
        if (options.foreignKeys === true && request.url === '/jwks') {
          response.setHeader('content-type', 'application/json');
          response.end(JSON.stringify({ keys: [foreignKey()] }));
        } else {
          void provider(request, response);
        }
      };
    },
  };
}

function foreignKey(): object {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' };
}

function configurationOf(api: string, options: ProviderOptions): Configuration {
  const proof = options.proof ?? 'client_secret_basic';
  return {
    clients: [
      {
        client_id: CLIENT_ID,
        redirect_uris: [api + PROVIDER_RETURN_PATH],
        ...(options.isPublic === true
          ? { token_endpoint_auth_method: 'none' as const }
          : { client_secret: CLIENT_SECRET, token_endpoint_auth_method: proof }),
      },
    ],
    clientAuthMethods: options.isPublic === true ? ['none'] : [proof],
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: options.claimsInIdToken !== true,
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: id, email_verified: !id.startsWith('un') }),
    }),
    cookies: { keys: ['cookies of a test'] },
  };
}

/** A browser: cookies by name and path, of one host; redirects are followed by hand. */
export class TestBrowser {
  readonly #cookies = new Map<string, { value: string; path: string }>();

  /** One request; what it sets is kept. */
  async go(url: string, form?: Readonly<Record<string, string>>): Promise<Response> {
    const { pathname } = new URL(url);
    const cookie = [...this.#cookies]
      .filter(([, { path }]) => pathname.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie, 'user-agent': 'test browser' },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  /** Signs in at the provider's own pages with `email`, from the address that the broker sent here; gives the address that leads back. */
  async signInAt(location: string, email: string): Promise<string> {
    const issuer = new URL(location).origin;
    let url = location;
    for (let hops = 0; hops < 10 && url.startsWith(issuer); hops += 1) {
      const page = await this.go(url);
      const next = page.headers.get('location');
      if (next !== null) {
        url = new URL(next, url).href;
        continue;
      }
      const prompt = /name="prompt" value="(\w+)"/.exec(await page.text())?.[1] ?? '';
      const answered = await this.go(url, { prompt, login: email, password: 'any' });
      url = new URL(answered.headers.get('location') ?? '/', url).href;
    }
    return url;
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    const path = attributes.find((part) => /^path=/i.test(part))?.slice(5) ?? '/';
    if (value === '') this.#cookies.delete(name);
    else this.#cookies.set(name, { value, path });
  }
}
