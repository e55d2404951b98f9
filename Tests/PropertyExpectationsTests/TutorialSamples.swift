import PropertyExpectations
import PropertyTesting
import Testing

// The samples of docs/harness-tutorial.md, in the same words; a test compares them. Those with a fault are not tests themselves.

// sample: tutorial law
/// `text` in at most `limit` characters, with an ellipsis where something is missing.
func shortened(_ text: String, to limit: Int) -> String {
  text.count < limit ? text : text.prefix(limit - 1) + "…"
}

extension Property {
  static let keepsLimit = Property("A shortened text keeps its limit", for: zip(.unicode(), .int(1...10))) {
    text, limit in try requireAtMost(shortened(text, to: limit).count, limit)
  }
}

@Test func `a shortened text keeps its limit`() async { await expect(.keepsLimit) }
// end

// sample: tutorial failure
extension Property {
  static let fittingStays = Property("A text that fits stays", for: zip(.unicode(), .int(1...10))) { text, limit in
    guard text.count <= limit else { throw Discard("a text that is too long") }
    try requireEqual(shortened(text, to: limit), text)
  }
}
// end

// sample: tutorial machine
/// The last three numbers that called.
struct RecentCalls {
  private var numbers: [Int] = []
  var latest: Int? { numbers.last }

  mutating func add(_ number: Int) {
    numbers.append(number)
    if numbers.count > 3 { numbers.removeLast() }
  }
}

struct RecentCallsMachine: StateMachine {
  enum Command { case add(Int), forget }

  let initialModel: [Int] = []
  let commands: [CommandKind<Self>] = [
    .command("add", weight: 5, with: .int(0...9)) { .add($0) },
    .command("forget", .forget).when { !$0.isEmpty },
  ]

  func apply(_ command: Command, to numbers: inout [Int]) -> Int? {
    switch command {
    case .add(let number): numbers.append(number)
    case .forget: numbers = []
    }
    return numbers.last
  }

  func start() -> RecentCalls { RecentCalls() }

  func run(_ command: Command, on calls: inout RecentCalls) -> Int? {
    switch command {
    case .add(let number): calls.add(number)
    case .forget: calls = RecentCalls()
    }
    return calls.latest
  }
}
// end

// sample: tutorial race
/// One seat, sold by asking a bank in between.
actor Seat {
  private var isFree = true

  func sell(_ bank: @Sendable () async -> Void) async -> Bool {
    guard isFree else { return false }
    await bank()
    isFree = false
    return true
  }
}

extension Property {
  static let soldOnce = Property("A seat is sold once", simulating: .int(2...3)) { world, buyers in
    let seat = Seat()
    let sales = (1...buyers).map { number in
      world.spawn("buyer \(number)") { await seat.sell { await world.pause(at: "bank") } }
    }
    var sold = 0
    for sale in sales where try await sale.value { sold += 1 }
    try requireEqual(sold, 1)
  }
}
// end

// sample: tutorial time
/// Asks until there is an answer: at once, after a second, after two more, after four more.
func asking(_ tries: Int, by clock: some Clock<Duration>, _ ask: () async -> Int?) async throws -> Int? {
  for number in 0..<tries {
    if let answer = await ask() { return answer }
    if number + 1 < tries { try await clock.sleep(for: .seconds(1 << number)) }
  }
  return nil
}

@Test func `twenty tries take six days of nobody's time`() async {
  await expect(
    Property("Tries come at growing distances", simulating: .int(1...20)) { world, tries in
      let start = world.clock.now
      let answer = try await asking(tries, by: world.clock) { nil }
      try requireNil(answer)
      try requireEqual(start.duration(to: world.clock.now), .seconds((1 << (tries - 1)) - 1))
    })
}
// end

// sample: tutorial mutant
/// The law for any way to shorten.
func keepsLimit(_ shorten: @escaping @Sendable (String, Int) -> String) -> Property {
  Property("A shortened text keeps its limit", for: zip(.unicode(), .int(1...10))) { text, limit in
    try requireAtMost(shorten(text, limit).count, limit)
  }
}

@Test func `the law notices who forgets the ellipsis or the limit`() async {
  #expect(await !check(keepsLimit { text, limit in text.prefix(limit) + "…" }).passed)
  #expect(await !check(keepsLimit { text, _ in text }).passed)
}
// end
