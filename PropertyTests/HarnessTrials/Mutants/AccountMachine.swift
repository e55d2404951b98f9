import PropertyTesting

/// The rules of an account: no credit is spent twice, no token taken twice or late, no more than two requests a minute.
struct AccountMachine: StateMachine {
  enum Token {}

  enum Command {
    case grant(Int)
    case reserve(client: Int, Int)
    case settle(client: Int, used: Int)
    case issue(Reference<Token>)
    case look(Reference<Token>, client: Int)
    case take(Reference<Token>, client: Int)
    case request(client: Int)
    case advanceClock(Int)
  }

  // A command answers the credits that are left, or 1 for yes and 0 for no.
  struct Model: Sendable {
    var now = 0
    var credits = 0
    var held: [Int?] = [nil, nil]
    var tokens: [Reference<Token>] = []
    var expiries: [Reference<Token>: Int] = [:]
    var requests: [[Int]] = [[], []]
  }

  let planted: Fault?
  let initialModel = Model()

  let commands: [CommandKind<Self>] = [
    .command("grant", weight: 2, Gen.int(1...5).map(Command.grant)),
    .command("reserve", weight: 3, zip(client, .int(1...5)).map(Command.reserve)),
    .command("settle", weight: 2, zip(client, .int(0...5)).map(Command.settle)),
    .command("issue", weight: 2, making: Token.self, Command.issue).when { $0.tokens.count < 2 },
    .command("look", weight: 2, on: { $0.tokens }, with: client) { .look($0, client: $1) },
    .command("take", weight: 3, on: { $0.tokens }, with: client) { .take($0, client: $1) },
    .command("request", weight: 6, client.map(Command.request)),
    .command("advance clock", weight: 3, Gen.element(of: [60, 30, 1, 59]).map(Command.advanceClock)),
  ]

  private static let client = Gen<Int>.int(0...1)

  func allows(_ command: Command, in model: Model) -> Bool {
    if case .reserve(let client, _) = command { model.held[client] == nil } else { true }
  }

  func apply(_ command: Command, to model: inout Model) -> Int {
    switch command {
    case .grant(let amount):
      model.credits += amount
      return model.credits
    case .reserve(let client, let amount):
      guard amount <= model.credits else { return 0 }
      model.credits -= amount
      model.held[client] = amount
    case .settle(let client, let used):
      model.credits += max(0, (model.held[client] ?? 0) - used)
      model.held[client] = nil
      return model.credits
    case .issue(let token):
      model.tokens.append(token)
      model.expiries[token] = model.now + 60
    case .look: break
    case .take(let token, _):
      guard let expiry = model.expiries[token], model.now < expiry else { return 0 }
      model.expiries[token] = nil
    case .request(let client):
      guard model.requests[client].count(where: { model.now - $0 < 60 }) < 2 else { return 0 }
      model.requests[client].append(model.now)
    case .advanceClock(let seconds): model.now += seconds
    }
    return 1
  }

  func start() -> Account { Account(planted: planted) }

  func run(_ command: Command, on account: inout Account) -> Int {
    switch command {
    case .grant(let amount):
      account.grant(amount)
      return account.credits
    case .reserve(let client, let amount): return account.reserve(client, amount) ? 1 : 0
    case .settle(let client, let used):
      account.settle(client, used: used)
      return account.credits
    case .issue(let token): account.issue(token.step)
    case .look(let token, let client): account.look(client, token.step)
    case .take(let token, let client): return account.take(client, token.step) ? 1 : 0
    case .request(let client): return account.request(client) ? 1 : 0
    case .advanceClock(let seconds): account.now += seconds
    }
    return 1
  }

  func postcondition(_ before: Model, _ command: Command, _ answer: Int) throws {
    if case .reserve(_, let amount) = command {
      try require(answer == 0 || amount <= before.credits, "credits overspent")
    }
  }
}
