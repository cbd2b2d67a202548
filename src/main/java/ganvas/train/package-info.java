/**
 * The training loop, which knows no particular model. Start with {@link ganvas.train.Run} and
 * {@link ganvas.train.Step}; {@link ganvas.train.Sharding} decides how a batch is cut and where its shards are
 * computed.
 */
package ganvas.train;
