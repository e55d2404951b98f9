import PropertyTesting

/// Calls that are started, spoken to and ended; the system counts its own handles.
struct CallMachine: StateMachine {
  struct Call: Equatable { let handle: Int }

  enum Command: Equatable {
    case start(Reference<Call>, line: Int)
    case say(Reference<Call>, String)
    case end(Reference<Call>)
  }

  enum Answer: Equatable { case started, heard(Int), ended }

  enum Fault { case none, loudLine, unclosed }
  var fault = Fault.none
  var closed: @Sendable () -> Void = {}

  let initialModel: [Reference<Call>: Int] = [:]

  let commands: [CommandKind<Self>] = [
    .command("start", making: Call.self, with: .int(1...9)) { .start($0, line: $1) },
    .command("say", weight: 3, on: { $0.keys.sorted() }, with: .string(alphabet: "abc", count: 0...3)) { .say($0, $1) },
    .command("end", on: { $0.keys.sorted() }) { .end($0) },
  ]

  func allows(_ command: Command, in model: [Reference<Call>: Int]) -> Bool {
    switch command {
    case .start(let call, _): model[call] == nil
    case .say(let call, _), .end(let call): model[call] != nil
    }
  }

  func apply(_ command: Command, to model: inout [Reference<Call>: Int]) -> Answer {
    switch command {
    case .start(let call, let line):
      model[call] = line
      return .started
    case .say(let call, let text): return .heard(model[call, default: 0] + text.count)
    case .end(let call):
      model[call] = nil
      return .ended
    }
  }

  struct Exchange {
    var calls = Bindings<Call>()
    var lines: [Int: Int] = [:]
    var next = 100
  }

  func start() -> Exchange { Exchange() }

  func run(_ command: Command, on exchange: inout Exchange) throws -> Answer {
    switch command {
    case .start(let call, let line):
      exchange.next += 1
      exchange.lines[exchange.next] = line
      exchange.calls.bind(call, to: Call(handle: exchange.next))
      return .started
    case .say(let call, let text):
      let line = exchange.lines[try exchange.calls[call].handle, default: 0]
      return .heard(line + text.count + (fault == .loudLine && line == 7 ? 1 : 0))
    case .end(let call):
      if fault != .unclosed || exchange.lines.count < 2 { exchange.lines[try exchange.calls[call].handle] = nil }
      return .ended
    }
  }

  func invariant(_ model: [Reference<Call>: Int], _ exchange: Exchange) throws {
    try require(exchange.lines.count == model.count, "as many lines as calls")
  }

  func stop(_ exchange: Exchange) { closed() }
}
