extension Gen {
  /// Programs of `machine` for several clients at once. Shrinks to fewer clients and commands first, then to simpler ones.
  public static func parallelProgram<Machine: ParallelMachine>(of machine: Machine) -> Gen
  where Value == ParallelProgram<Machine> {
    let kinds = machine.commands
    precondition(
      !kinds.isEmpty && kinds.count <= CommandKindLimit.kinds, "a machine has 1 to \(CommandKindLimit.kinds) kinds")
    let deck = CommandDeck(kinds)
    return Gen(label: .group) { source throws(Discard) in
      var chances = CommandChances(deck.weights, faults: deck.faults, &source)
      var draft = ParallelDraft(machine, kinds, deck)
      try draft.extend(nil, by: ParallelLimit.before, &source, &chances)
      let span = try source.open(.collection)
      let planned = source.plannedLength(ParallelLimit.clients)
      while let item = try source.openItem(after: draft.clients.count, of: ParallelLimit.clients, planned: planned) {
        draft.beginClient()
        try draft.extend(draft.clients.count - 1, by: ParallelLimit.commands, &source, &chances)
        source.close(item)
      }
      source.close(span)
      return ParallelProgram(before: draft.before, clients: draft.clients, kinds: draft.kindsMade)
    }
  }
}

/// A parallel program while it is drawn.
private struct ParallelDraft<Machine: ParallelMachine> {
  private let kinds: [CommandKind<Machine>]
  private let deck: CommandDeck<Machine>
  private(set) var before: Program<Machine>
  private(set) var clients: [[ParallelProgram<Machine>.Step]] = []
  private(set) var kindsMade: UInt64 = 0
  /// The kind of each client's steps.
  private var kindsOfClients: [[Int]] = []
  private var model: Machine.Model
  /// The model as each client would see it if it were alone.
  private var models: [Machine.Model] = []
  private var number = 0

  init(_ machine: Machine, _ kinds: [CommandKind<Machine>], _ deck: CommandDeck<Machine>) {
    self.kinds = kinds
    self.deck = deck
    before = Program(machine)
    model = machine.initialModel
  }

  mutating func beginClient() {
    clients.append([])
    kindsOfClients.append([])
    models.append(model)
  }

  /// Draws the commands of a client, or those before all clients.
  mutating func extend(
    _ client: Int?, by count: ClosedRange<Int>, _ source: inout ChoiceSource, _ chances: inout CommandChances
  ) throws(Discard) {
    let span = try source.open(.collection)
    let planned = source.plannedLength(count)
    var made = 0
    while let item = try source.openItem(after: made, of: count, planned: planned) {
      made += 1
      try step(client, &source, &chances)
      source.close(item)
    }
    source.close(span)
  }

  private mutating func step(
    _ client: Int?, _ source: inout ChoiceSource, _ chances: inout CommandChances
  ) throws(Discard) {
    number += 1
    let now = client.map { models[$0] } ?? model
    let refused = deck.refused(behind: before, now) | (client == nil ? 0 : deck.faults)
    chances.begin(without: refused)
    let kind = try source.kind(chances)
    let isAdmitted = refused & CommandDeck<Machine>.bit(kind) == 0
    let command = try deck.makers[kind].make(&source, now, number, isAdmitted)
    guard isAdmitted, let command, before.machine.allows(command, in: now) else { return }
    if let client {
      clients[client].append(.init(command: command, number: number))
      kindsOfClients[client].append(kind)
      guard makesSenseInAnyOrder else {
        clients[client].removeLast()
        kindsOfClients[client].removeLast()
        return
      }
      _ = before.machine.apply(command, to: &models[client])
    } else {
      _ = before.machine.apply(command, to: &model)
      before.append(command, number: number, kind: kind, isFault: deck.faults & CommandDeck<Machine>.bit(kind) != 0)
    }
    kindsMade |= CommandDeck<Machine>.bit(kind)
  }

  // MARK: - Orders

  private struct Situation: Hashable {
    let places: [Int]
    let model: Machine.Model
  }

  /// Situations looked at for one command; a program with more of them does without the command.
  private static var mostSituations: Int { 2_000 }

  /// Whether every command makes sense wherever the clients' speeds may bring it.
  private var makesSenseInAnyOrder: Bool {
    // Only ever asked whether it contains something.
    var seen: Set<Situation> = []
    var open = [Situation(places: clients.map { _ in 0 }, model: model)]
    while let now = open.popLast() {
      guard seen.insert(now).inserted else { continue }
      guard seen.count <= Self.mostSituations else { return false }
      for client in clients.indices where now.places[client] < clients[client].count {
        let command = clients[client][now.places[client]].command
        let kind = kinds[kindsOfClients[client][now.places[client]]]
        if let isEnabled = kind.isEnabled, !isEnabled(now.model) { return false }
        if let targets = kind.targets, !targets.include(command, now.model) { return false }
        guard before.machine.allows(command, in: now.model) else { return false }
        var (places, model) = (now.places, now.model)
        _ = before.machine.apply(command, to: &model)
        places[client] += 1
        open.append(Situation(places: places, model: model))
      }
    }
    return true
  }
}
