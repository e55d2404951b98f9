import PropertyTesting

/// The rules of screening: the stricter of rule and score wins, the allow-list over all, and a number is one number in
/// every spelling. The model knows numbers by identity and never reads a spelling.
struct ScreeningMachine: StateMachine {
  struct Number: Equatable, Sendable {
    let country: String
    let subscriber: String

    func spelled(_ style: Int, home: String) -> String {
      switch style {
      case 1: "00\(country) \(subscriber)"
      case 2: "+\(country) (\(subscriber.prefix(2))) \(subscriber.dropFirst(2))"
      case 3 where country == home: "0\(subscriber)"
      default: "+\(country)\(subscriber)"
      }
    }
  }

  struct Rule: Sendable {
    let number: Number
    let action: Screening.Action
    let weight: Int
    var isActive = true
  }

  struct NewRule: Sendable {
    let number: Number
    let style: Int
    let action: Screening.Action
    let weight: Int
  }

  enum Command {
    case add(Reference<Rule>, NewRule)
    case allowList(Number)
    case deactivate(Reference<Rule>)
    case remove(Reference<Rule>)
    case call(from: Number, style: Int, home: String, dialsExtension: Bool)
  }

  struct Model: Sendable {
    var rules: [Reference<Rule>: Rule] = [:]
    var allowed: [Number] = []
  }

  let planted: Fault?
  let initialModel = Model()

  let commands: [CommandKind<Self>] = [
    .command("call", weight: 5, zip(number, .int(0...3), country, .bool).map(Command.call)),
    .command(
      "add", weight: 3, making: Rule.self,
      with: zip(number, .int(0...3), .element(of: Screening.Action.allCases), .element(of: [0, 10, 20, 30, 50, 80]))
        .map(NewRule.init)
    ) { .add($0, $1) }.when { $0.rules.count < 6 },
    .command("allow-list", number.map(Command.allowList)).when { $0.allowed.isEmpty },
    .command("deactivate", on: { $0.rules.keys.sorted() }, Command.deactivate),
    .command("remove", on: { $0.rules.keys.sorted() }, Command.remove),
  ]

  private static let country = Gen<String>.element(of: ["49", "44"])
  private static let number = zip(country, .element(of: ["301", "3012"])).map(Number.init)

  func allows(_ command: Command, in model: Model) -> Bool {
    switch command {
    case .deactivate(let rule), .remove(let rule): model.rules[rule] != nil
    default: true
    }
  }

  func apply(_ command: Command, to model: inout Model) -> Screening.Verdict? {
    switch command {
    case .add(let rule, let new):
      model.rules[rule] = Rule(number: new.number, action: new.action, weight: new.weight)
    case .allowList(let number): model.allowed.append(number)
    case .deactivate(let rule): model.rules[rule]?.isActive = false
    case .remove(let rule): model.rules[rule] = nil
    case .call(let number, _, _, let dialsExtension): return verdict(on: number, dialsExtension, model)
    }
    return nil
  }

  private func verdict(on number: Number, _ dialsExtension: Bool, _ model: Model) -> Screening.Verdict {
    let rules = model.rules.values.filter { $0.isActive && $0.number == number }
    let score = min(100, rules.reduce(0) { $0 + $1.weight })
    let byScore = [(80, Screening.Action.block), (50, .challenge), (20, .flag)].first { score >= $0.0 }?.1 ?? .allow
    let action = model.allowed.contains(number) ? .allow : rules.reduce(byScore) { max($0, $1.action) }
    return Screening.Verdict(action: action, score: score, reachesExtension: dialsExtension && action != .block)
  }

  func start() -> Screening { Screening(planted: planted) }

  func run(_ command: Command, on screening: inout Screening) -> Screening.Verdict? {
    switch command {
    case .add(let rule, let new):
      screening.add(rule.step, new.number.spelled(new.style, home: "49"), new.action, weight: new.weight)
    case .allowList(let number): screening.allowList(number.spelled(0, home: "49"))
    case .deactivate(let rule): screening.deactivate(rule.step)
    case .remove(let rule): screening.remove(rule.step)
    case .call(let number, let style, let home, let dialsExtension):
      return screening.judge(number.spelled(style, home: home), home: home, dialsExtension: dialsExtension)
    }
    return nil
  }
}
