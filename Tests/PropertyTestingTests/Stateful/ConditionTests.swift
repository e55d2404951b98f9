import PropertyTesting
import Testing

@Suite("Conditions of commands")
struct ConditionTests {
  /// Things by number; what is asked of the model where a condition does not hold would trap, and is counted instead.
  private struct Shelf: StateMachine {
    enum Command: Equatable { case put(Int), take(Int), look(Reference<Int>), idle }

    let asked: Seen<Int>
    let initialModel: [Int] = []

    var commands: [CommandKind<Self>] {
      [
        .command("idle", .idle),
        .command("put", weight: 2, with: .int(0...9)) { .put($0) },
        .command(
          "take",
          drawn: { source, model, _ in
            if model.isEmpty { asked.add(0) }
            return .take(try source.draw(.int(0...4)) % max(model.count, 1))
          }
        ).when { !$0.isEmpty },
        .command("look", on: targets) { .look($0) }.when { !$0.isEmpty }.when { $0.count < 5 },
      ]
    }

    private var targets: @Sendable ([Int]) -> [Reference<Int>] {
      { [asked] model in
        if model.isEmpty || model.count >= 5 { asked.add(1) }
        return model.map { Reference(step: $0) }
      }
    }

    func allows(_ command: Command, in model: [Int]) -> Bool {
      if case .take(let place) = command { model.indices.contains(place) } else { true }
    }

    func apply(_ command: Command, to model: inout [Int]) {
      switch command {
      case .put(let number): model.append(number)
      case .take(let place): model.remove(at: place)
      case .look, .idle: break
      }
    }

    func start() {}
    func run(_ command: Command, on system: inout Void) {}
  }

  @Test func `no closure of a command is asked where its condition does not hold, not while shrinking either`() async {
    let asked = Seen<Int>()
    let shelf = Shelf(asked: asked)
    for seed in UInt64(0)..<50 {
      let property = Property("shelf", for: .program(of: shelf)) { program in
        try require(program.steps.count { if case .take = $0.command { true } else { false } } < 3)
      }
      let report = await check(property, RunSettings(seed: seed))
      let steps = (report.counterexample?.value as? Program<Shelf>)?.steps.map(\.command)
      #expect(steps?.count == 6, "seed \(seed): \(report.text())")
    }
    let wrongly = asked.values.count
    #expect(wrongly == 0)
  }
}

@Suite("References")
struct ReferenceTests {
  /// Lines of which two are there from the start.
  private struct Office: StateMachine {
    enum Command: Equatable { case open(Reference<String>), dial(Reference<String>) }

    var broken = 9
    let initialModel: [Reference<String>] = [-1, 0]
    let commands: [CommandKind<Self>] = [
      .command("open", making: String.self) { .open($0) },
      .command("dial", weight: 3, on: { $0 }) { .dial($0) },
    ]

    func apply(_ command: Command, to lines: inout [Reference<String>]) -> String {
      switch command {
      case .open(let line):
        lines.append(line)
        return ""
      case .dial(let line): return "line \(line.step)"
      }
    }

    func start() -> Bindings<String> {
      var lines = Bindings<String>()
      for step in [-1, 0] { lines.bind(Reference(step: step), to: step == broken ? "dead" : "line \(step)") }
      return lines
    }

    func run(_ command: Command, on lines: inout Bindings<String>) throws -> String {
      switch command {
      case .open(let line):
        lines.bind(line, to: "line \(line.step)")
        return ""
      case .dial(let line): return try lines[line]
      }
    }
  }

  @Test func `what is there before the first step has a number below 1`() async {
    let report = await check(Property("office", machine: Office()), RunSettings(cases: 300))
    #expect(report.passed, "\(report.text())")
    for broken in [-1, 0] {
      let report = await check(Property("office", machine: Office(broken: broken)))
      let program = report.counterexample?.value as? Program<Office>
      #expect(program?.steps.map(\.command) == [.dial(Reference(step: broken))], "\(report.text())")
    }
  }

  @Test(arguments: [Int.min, -8_192, 0, 1, 8_192, Int.max])
  func `a reference of any number is bound to what it was bound to, or to nothing`(_ step: Int) throws {
    var lines = Bindings<String>()
    #expect(throws: UnboundReference.self) { try lines[Reference(step: step)] }
    lines.bind(Reference(step: step), to: "line")
    #expect(try lines[Reference(step: step)] == "line")
    #expect(throws: UnboundReference.self) { try lines[2] }
  }

  @Test func `what is bound last counts, and nothing is bound for the steps before it`() throws {
    var notes = Bindings<String?>()
    for step in [5, 0, 9_000] {
      notes.bind(Reference(step: step), to: "first")
      notes.bind(Reference(step: step), to: nil)
      #expect(try notes[Reference(step: step)] == nil)
      notes.bind(Reference(step: step), to: "last")
      #expect(try notes[Reference(step: step)] == "last")
    }
    for step in [-1, 1, 4, 6, 8_192, 8_999] {
      #expect(throws: UnboundReference.self) { try notes[Reference(step: step)] }
    }
  }

  @Test(arguments: [Int.min, -9_000, -1, 0, 1, 9_000, Int.max])
  func `targets of any number are picked without harm`(_ step: Int) async {
    let picks = Gen<Reference<Int>?> { source throws(Discard) in
      try source.pick(from: [Reference(step: step), Reference(step: 3)])
    }
    let property = Property("picks", for: picks) { try require([step, 3].contains($0?.step)) }
    #expect(await check(property).passed)
  }
}
