import PropertyExpectations
import PropertyTesting
import Synchronization
import Testing

// The samples of docs/harness.md, in the same words; a test compares them. Those with a fault are not tests themselves.

// sample: first
@Test func `sorting keeps every element`() async {
  await expect("sorting keeps every element", for: .array(of: .int(0...99))) { list in
    let sorted = list.sorted()
    try requireEqual(sorted.count, list.count)
    for element in list { try requireContains(sorted, element) }
  }
}
// end

// sample: generator
struct Booking: Equatable, Sendable {
  let guest: String
  let nights: Int
}

extension Gen where Value == Booking {
  /// A booking of 1 to 14 nights. Shrinks to one night of "a".
  static var booking: Gen {
    gen { source in
      let guest = try source.draw(.string(alphabet: "abc", count: 1...8))
      let nights = try source.draw(.int(1...14))
      return Booking(guest: guest, nights: nights)
    }
  }
}
// end

// sample: pattern
@Test func `an order number is read back`() async {
  await expect("an order number is read back", for: .string(matching: #"[A-Z]{2,4}-\d{1,6}(/[a-z])?"#)) { text in
    try requireEqual(try OrderNumber(text).description, text)
  }
}
// end

private struct OrderNumber: CustomStringConvertible {
  let prefix: Substring
  let rest: Substring

  init(_ text: String) throws {
    let parts = text.split(separator: "-", maxSplits: 1)
    try requireEqual(parts.count, 2)
    (prefix, rest) = (parts[0], parts[1])
  }

  var description: String { "\(prefix)-\(rest)" }
}

// sample: labels
@Test func `a price grows with the nights`() async {
  await expect(
    "a price grows with the nights", for: .booking,
    labels: { $0.nights >= 7 ? ["a week or more"] : ["some days"] },
    coverage: [Coverage("a week or more", atLeast: 20)]
  ) { booking in
    try requireLess(price(nights: booking.nights), price(nights: booking.nights + 1), "one night more")
  }
}
// end

private func price(nights: Int) -> Int { 90 * nights - (nights >= 7 ? 50 : 0) }

// sample: value
extension Property {
  static let everyNightCosts = Property(
    18, "Every night costs", for: .booking, examples: [Booking(guest: "b", nights: 7)]
  ) {
    try requireAtLeast(price(nights: $0.nights), 50 * $0.nights)
  }
}

@Suite("Bookings", .cases(300))
struct BookingLaws {
  @Test func p18EveryNightCosts() async { await expect(.everyNightCosts) }

  @Test(.seed(7)) func `with a seed of its own`() async { await expect(.everyNightCosts) }
}
// end

// sample: verbs
@Test func `whatever is no number is refused`() async {
  await expect("whatever is no number is refused", for: .unicode(1...4)) { text in
    guard Int(text) == nil else { throw Discard("a number") }
    let refusal = try requireThrows(Refusal.self) { try parsed(text) }
    try requireEqual(refusal.text, text)
    try requireNil(try? parsed(text))
  }
}
// end

private struct Refusal: Error {
  let text: String
}

private func parsed(_ text: String) throws -> Int {
  guard let number = Int(text) else { throw Refusal(text: text) }
  return number
}

// sample: kept
@Test func `a price is kept`() async {
  await expect(.everyNightCosts, RunSettings(workers: 2, saved: FailureFolder("failures")))
}
// end

// sample: machine
/// Payments go in and the till may lose power; it always shows the sum of all payments.
struct TillMachine: StateMachine {
  enum Command { case pay(Int), crashAndReopen }

  let initialModel = 0
  let commands: [CommandKind<Self>] = [
    .command("pay", weight: 3, with: .int(1...9)) { .pay($0) },
    .fault("crash and reopen", .crashAndReopen),
  ]

  func apply(_ command: Command, to sum: inout Int) -> Int {
    if case .pay(let amount) = command { sum += amount }
    return sum
  }

  func start() -> Till { Till() }

  func run(_ command: Command, on till: inout Till) -> Int {
    switch command {
    case .pay(let amount): till.pay(amount)
    case .crashAndReopen: till.reopen()
    }
    return till.sum
  }
}
// end

/// Its journal reaches the disk with every second payment: the fault that the documentation shows.
struct Till {
  private(set) var sum = 0
  private var journal: [Int] = []
  private var waiting: [Int] = []

  mutating func pay(_ amount: Int) {
    sum += amount
    waiting.append(amount)
    guard waiting.count == 2 else { return }
    journal += waiting
    waiting = []
  }

  mutating func reopen() {
    waiting = []
    sum = journal.reduce(0, +)
  }
}

// sample: references
/// Tickets are sold and given back; the office knows how many are out.
struct TicketMachine: StateMachine {
  enum Command { case sell(Reference<Ticket>), giveBack(Reference<Ticket>) }

  let initialModel: [Reference<Ticket>] = []
  let commands: [CommandKind<Self>] = [
    .command("sell", making: Ticket.self, Command.sell),
    .command("give back", on: { $0 }, Command.giveBack),
  ]

  func apply(_ command: Command, to sold: inout [Reference<Ticket>]) -> Int {
    switch command {
    case .sell(let ticket): sold.append(ticket)
    case .giveBack(let ticket): sold.removeAll { $0 == ticket }
    }
    return sold.count
  }

  struct System {
    var office = TicketOffice()
    var tickets = Bindings<Ticket>()
  }

  func start() -> System { System() }

  func run(_ command: Command, on system: inout System) throws -> Int {
    switch command {
    case .sell(let ticket): system.tickets.bind(ticket, to: system.office.sell())
    case .giveBack(let ticket): system.office.takeBack(try system.tickets[ticket])
    }
    return system.office.out.count
  }
}
// end

struct Ticket: Hashable {
  let number: Int
}

/// It numbers tickets by how many are out, so that two get the same number: the fault that the documentation shows.
struct TicketOffice {
  private(set) var out: Set<Ticket> = []

  mutating func sell() -> Ticket {
    let ticket = Ticket(number: out.count + 1)
    out.insert(ticket)
    return ticket
  }

  mutating func takeBack(_ ticket: Ticket) { out.remove(ticket) }
}

actor Meter {
  private(set) var sum = 0
  private let waits: @Sendable () async -> Void

  init(_ waits: @escaping @Sendable () async -> Void) { self.waits = waits }

  func add(_ number: Int) async -> Int {
    let before = sum
    await waits()
    sum = before + number
    return sum
  }
}

// sample: parallel
/// A meter that writes its sum to a journal; each addition is answered with the sum.
struct MeterMachine: ParallelMachine {
  enum Command { case add(Int), read }

  let initialModel = 0
  let commands: [CommandKind<Self>] = [.command("add", with: .int(1...9)) { .add($0) }, .command("read", .read)]

  func apply(_ command: Command, to sum: inout Int) -> Int {
    if case .add(let number) = command { sum += number }
    return sum
  }

  func start() -> Meter { Meter {} }

  func start(in world: SimulatedWorld) -> Meter { Meter { await world.pause(at: "journal") } }

  func run(_ command: Command, on meter: inout Meter) async -> Int {
    if case .add(let number) = command { return await meter.add(number) }
    return await meter.sum
  }
}

extension Property {
  static let countsAlone = Property("One client counts", machine: MeterMachine())
  static let countsTogether = Property("Several clients count", parallel: MeterMachine())
}
// end

// sample: seeking
extension Property {
  static let queueStaysShort = Property("A queue stays short", seeking: .array(of: .bool, count: 0...200)) {
    arrivals, goal in
    var length = 0
    for arrives in arrivals {
      length = max(0, length + (arrives ? 1 : -1))
      goal.maximise(Double(length))
      try requireLess(length, 60)
    }
  }
}
// end

// sample: derived
enum Plan: String, Codable, CaseIterable { case free, paid }

struct Tenant: Codable, Equatable {
  let name: String
  let plan: Plan
  let extensions: [UInt16]
}

@Test func `a tenant is listed by its plan`() async {
  await expect("a tenant is listed by its plan", for: .array(of: .derived(Tenant.self))) { tenants in
    let byPlan = Dictionary(grouping: tenants, by: \.plan)
    for tenant in tenants { try requireContains(byPlan[tenant.plan] ?? [], tenant) }
  }
}
// end

// sample: race
actor Account {
  private(set) var balance = 100

  func withdraw(_ amount: Int, journal: @Sendable () async -> Void) async {
    guard balance >= amount else { return }
    await journal()
    balance -= amount
  }
}

extension Property {
  static let noOverdraft = Property("An account is never overdrawn", simulating: .int(1...100)) { world, amount in
    let account = Account()
    let tellers = ["left", "right"].map { name in
      world.spawn(name) { await account.withdraw(amount) { await world.pause(at: "journal") } }
    }
    for teller in tellers { try await teller.value }
    let balance = await account.balance
    try requireAtLeast(balance, 0)
  }
}
// end

// sample: deadlock
extension Property {
  static let transfersEnd = Property("Transfers in both directions end", simulating: .just(())) { world, _ in
    let (red, blue) = (world.lock("red"), world.lock("blue"))
    let there = world.spawn("there") { try await red.hold { try await blue.hold {} } }
    let back = world.spawn("back") { try await blue.hold { try await red.hold {} } }
    try await there.value
    try await back.value
  }
}
// end

// sample: time
@Test func `every hour has one heartbeat`() async {
  await expect(
    Property("Every hour has one heartbeat", simulating: .int(0...1_000)) { world, hours in
      let pulse = Pulse()
      let heart = world.spawn("heart") { try await pulse.beat(every: .seconds(3_600), by: world.clock) }
      try await world.clock.sleep(for: .seconds(3_600 * hours + 1))
      heart.cancel()
      let beats = await pulse.beats
      try requireEqual(beats, hours)
    })
}
// end

private actor Pulse {
  private(set) var beats = 0

  func beat(every interval: Duration, by clock: some Clock<Duration>) async throws {
    while true {
      try await clock.sleep(for: interval)
      beats += 1
    }
  }
}
