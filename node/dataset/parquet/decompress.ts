import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import type { CompressionCodec } from 'hyparquet/src/types.js';
import { compressors } from 'hyparquet-compressors';
import { damaged } from './damage.ts';

/** Decompresses a page to exactly `length` bytes. Throws `bad-dataset` when codec or bytes do not allow it. */
export function decompressPage(bytes: Uint8Array, length: number, codec: CompressionCodec): Uint8Array {
  const page = decompressed(bytes, length, codec);
  if (page.length !== length) {
    throw damaged('A page is not as long as its header says.', {
      bytes: page.length,
      declared: length,
      codec,
    });
  }
  return page;
}

function decompressed(bytes: Uint8Array, length: number, codec: CompressionCodec): Uint8Array {
  const bound = { maxOutputLength: Math.max(1, length) };
  try {
    switch (codec) {
      case 'UNCOMPRESSED':
        return bytes;
      case 'GZIP':
        return gunzipSync(bytes, bound);
      case 'ZSTD':
        return zstdDecompressSync(bytes, bound);
      case 'BROTLI':
        return brotliDecompressSync(bytes, bound);
      default: {
        const decompress = compressors[codec];
        if (decompress === undefined)
          throw damaged('The page is compressed with an unknown codec.', { codec });
        return decompress(bytes, length);
      }
    }
  } catch (cause) {
    throw damaged(`A page does not decompress (${codec}): ${String(cause)}`.slice(0, 200), { codec });
  }
}
