public import PropertyTesting
public import VoiceCore

/// Random uses of a store by three tenants, each compared with what a model, a store itself, makes of it. Between them the
/// store breaks and is there again. The model is that other store, so the machine's own says nothing.
public struct StoreMachine: StateMachine {
  /// A use, or a break.
  public enum Command: Equatable, Sendable {
    case use(StoreUse)
    /// In one of the ways in which this store breaks.
    case crash(Int)
  }

  /// A store under test, and how it breaks.
  public struct Subject: Sendable {
    let store: any Store
    let crash: @Sendable (Int) async throws -> Subject
    let close: @Sendable () async -> Void

    /// A store; `crash` breaks it and gives the one that is there afterwards.
    public init(
      _ store: any Store, crash: @escaping @Sendable (Int) async throws -> Subject,
      close: @escaping @Sendable () async -> Void
    ) {
      self.store = store
      self.crash = crash
      self.close = close
    }
  }

  /// The store under test beside its model.
  public struct System: Sendable {
    var subject: Subject
    let model: any Store
    let names: StoreNames
  }

  /// What the machine itself knows: nothing.
  public struct Nothing: Sendable {}

  public let initialModel = Nothing()
  public let maximumFaults = 3
  public let commands: [CommandKind<Self>]
  private let names: @Sendable () -> StoreNames
  private let model: @Sendable () -> any Store
  private let open: @Sendable () async throws -> Subject

  /// A machine over a store that breaks in so many ways.
  /// - Parameters:
  ///   - names: Those of a new program.
  ///   - model: An empty store to compare with.
  ///   - open: The store under test, in which these names were never used.
  public init(
    crashes: Int, names: @escaping @Sendable () -> StoreNames, model: @escaping @Sendable () -> any Store,
    open: @escaping @Sendable () async throws -> Subject
  ) {
    self.names = names
    self.model = model
    self.open = open
    let uses: [CommandKind<Self>] = [
      .command("work", weight: 6, with: .int(0...2), .array(of: .storeOperation, count: 1...6)) {
        .use(.work(tenant: $0, $1))
      },
      .command("look", with: .int(0...2)) { .use(.look(tenant: $0)) },
      .command("change of mind", with: .int(0...2), .array(of: .storeOperation, count: 1...3)) {
        .use(.forsaken(tenant: $0, $1))
      },
      .command("directory", .use(.directory)),
    ]
    commands = uses + (crashes == 0 ? [] : [.fault("crash", with: .int(0...(crashes - 1))) { .crash($0) }])
  }

  public func apply(_ command: Command, to model: inout Nothing) {}

  public func start() async throws -> System {
    System(subject: try await open(), model: model(), names: names())
  }

  public func run(_ command: Command, on system: inout System) async throws {
    switch command {
    case .crash(let kind):
      system.subject = try await system.subject.crash(kind)
      try await compareAll(system)
    case .use(let use):
      let wanted = await use.perform(on: system.model, system.names)
      let seen = await use.perform(on: system.subject.store, system.names)
      if !use.isRefusedAlike(seen, wanted) { try requireEqual(seen, wanted, "\(use)") }
      if case .work(let tenant, _) = use { try await compare(tenant, system) }
    }
  }

  public func conclusion(_ model: Nothing, _ system: inout System) async throws { try await compareAll(system) }

  public func stop(_ system: System) async throws { await system.subject.close() }

  private func compareAll(_ system: System) async throws {
    for tenant in 0...2 { try await compare(tenant, system) }
    try await compare(.directory, system, "the directory")
  }

  private func compare(_ tenant: Int, _ system: System) async throws {
    try await compare(.look(tenant: tenant), system, "all that tenant \(tenant) has")
  }

  private func compare(_ use: StoreUse, _ system: System, _ what: String) async throws {
    let wanted = await use.perform(on: system.model, system.names)
    let seen = await use.perform(on: system.subject.store, system.names)
    try requireEqual(seen, wanted, what)
  }
}
