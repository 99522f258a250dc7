import webpush from "web-push";
import { pool } from "#lib/platform/db.ts";

export interface PushKeyPair {
  publicKey: string;
  privateKey: string;
}

/**
 * The installation's own key pair of web push (VAPID), made on first use and kept: with another one every browser
 * would have to be registered anew.
 */
export async function pushKeys(): Promise<PushKeyPair> {
  const read = async () => {
    const { rows } = await pool().query<{ public_key: string; private_key: string }>(
      "SELECT public_key, private_key FROM push_keys WHERE id = 1",
    );
    return rows[0];
  };
  let kept = await read();
  if (!kept) {
    const made = webpush.generateVAPIDKeys();
    await pool().query(
      "INSERT INTO push_keys (id, public_key, private_key) VALUES (1, $1, $2) ON CONFLICT (id) DO NOTHING",
      [made.publicKey, made.privateKey],
    );
    kept = await read();
  }
  if (!kept) throw new Error("The keys of web push could not be kept.");
  return { publicKey: kept.public_key, privateKey: kept.private_key };
}
