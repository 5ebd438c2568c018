export default async function stopCluster() {
  const cluster = globalThis.guildhallTestCluster;
  if (cluster === undefined) return;
  await cluster.postgres.stop();
  cluster.remove();
  delete process.env.GUILDHALL_TEST_DATABASE_URL;
}
