import PropertyTesting

/// A store of keys and values with a log that is flushed now and then, and crashes.
struct StoreMachine: StateMachine {
  enum Command: Equatable { case put(String, Int), get(String), delete(String), crashAndReopen, advanceClock(Int) }

  struct Model: Sendable, Equatable {
    var entries: [String: Int] = [:]
    var time = 0
  }

  /// Puts that a write waits for others before the log is flushed; 1 loses nothing.
  var group = 1

  let initialModel = Model()

  let commands: [CommandKind<Self>] = [
    .command("get", weight: 2, with: Self.key) { .get($0) },
    .command("put", weight: 2, with: Self.key, .int(1...9)) { .put($0, $1) },
    .command("delete", Self.key.map(Command.delete)).when { !$0.entries.isEmpty },
    .fault("crash and reopen", .crashAndReopen),
    .fault("advance clock", with: .int(1...3_600), Command.advanceClock),
  ]

  private static let key = Gen<String>.element(of: ["a", "b", "c"])

  func apply(_ command: Command, to model: inout Model) -> Int? {
    switch command {
    case .put(let key, let value): model.entries[key] = value
    case .get(let key): return model.entries[key]
    case .delete(let key): model.entries[key] = nil
    case .crashAndReopen: break
    case .advanceClock(let seconds): model.time += seconds
    }
    return nil
  }

  func start() -> LoggedStore { LoggedStore(group: group) }

  func run(_ command: Command, on store: inout LoggedStore) async throws -> Int? {
    switch command {
    case .put(let key, let value): store.write(key, value)
    case .get(let key): return store.entries[key]
    case .delete(let key): store.write(key, nil)
    case .crashAndReopen: store.reopen()
    case .advanceClock(let seconds): store.time += seconds
    }
    return nil
  }

  func invariant(_ model: Model, _ store: LoggedStore) throws { try requireEqual(store.time, model.time, "time") }
}

struct LoggedStore {
  private(set) var entries: [String: Int] = [:]
  var time = 0
  private var log: [(String, Int?)] = []
  private var waiting: [(String, Int?)] = []
  private let group: Int

  init(group: Int) { self.group = group }

  mutating func write(_ key: String, _ value: Int?) {
    entries[key] = value
    waiting.append((key, value))
    guard waiting.count >= group else { return }
    log += waiting
    waiting = []
  }

  mutating func reopen() {
    entries = [:]
    waiting = []
    for (key, value) in log { entries[key] = value }
  }
}
