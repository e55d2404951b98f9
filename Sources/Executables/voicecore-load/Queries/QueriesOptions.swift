import ArgumentParser

/// What `run rls-queries` can be told, beside what it shares with `calls`.
struct QueriesOptions: ParsableArguments {
  @Option(help: "rls-queries, tenants-peak: how many tenants have calls; 10 and 100 unless told.") var tenants: Int?
  @Option(help: "rls-queries: how many rounds of both sides each comparison has.") var rounds = 4
  @Option(
    help: ArgumentHelp(
      "rls-queries: only the comparisons with pgbench that have this in their name, and nothing else.",
      valueName: "text"))
  var only: String?
  @Flag(help: "rls-queries: grows to a million calls of one tenant, and of a thousand; takes minutes more.")
  var big = false

  func validate() throws {
    guard (1...1000).contains(tenants ?? 1) else { throw ValidationError("--tenants: expected 1 to 1000") }
    guard (1...100).contains(rounds) else { throw ValidationError("--rounds: expected 1 to 100") }
  }
}
