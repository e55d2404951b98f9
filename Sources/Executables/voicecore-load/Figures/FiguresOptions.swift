import ArgumentParser
import LoadTests

/// What suites of single figures can be told.
struct FiguresOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "analytics, webhooks, exports: on this store only: memory, sqlite or postgres; more than once for several.",
      valueName: "store"))
  var store: [LoadStore] = []

  @Option(
    help: ArgumentHelp(
      "events: so many sockets, at most \(EventsRun.mostSockets); more than once for several sizes; 1, 100 and 1000 unless told.",
      valueName: "count"))
  var sockets: [Int] = []

  func validate() throws {
    guard sockets.allSatisfy((1...EventsRun.mostSockets).contains) else {
      throw ValidationError("--sockets: expected 1 to \(EventsRun.mostSockets)")
    }
  }

  /// Those that were asked for, or all of these.
  func stores(of suite: [LoadStore]) -> [LoadStore] { store.isEmpty ? suite : store }
}
