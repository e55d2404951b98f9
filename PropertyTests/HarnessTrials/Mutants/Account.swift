/// Credits, one-time tokens and a rate limit, used by two clients whose steps fall between one another.
struct Account {
  private struct Token {
    let expiry: Int
    var isUsed = false
  }

  static let tokenLife = 60
  static let window = 60
  static let requests = 2

  let planted: Fault?
  var now = 0
  private(set) var credits = 0
  /// What each client holds between asking and settling.
  private var held: [Int?] = [nil, nil]
  private var tokens: [Int: Token] = [:]
  /// The tokens that clients have looked at and not yet taken.
  private var seen: [Bool] = [false, false]
  private var passed: [[Int]] = [[], []]

  init(planted: Fault?) { self.planted = planted }

  mutating func grant(_ amount: Int) { credits += amount }

  /// Takes credits out of reach of others until it is known how many are used.
  mutating func reserve(_ client: Int, _ amount: Int) -> Bool {
    guard credits + (planted == .overspendByOne ? 1 : 0) >= amount else { return false }
    held[client] = amount
    if planted != .creditRace { credits -= amount }
    return true
  }

  mutating func settle(_ client: Int, used: Int) {
    guard let amount = held[client] else { return }
    if planted != .settledTwice { held[client] = nil }
    if planted == .creditRace {
      credits -= min(used, amount)
    } else if planted != .reserveKept {
      credits += amount - min(used, amount)
    }
  }

  mutating func issue(_ token: Int) { tokens[token] = Token(expiry: now + Self.tokenLife) }

  mutating func look(_ client: Int, _ token: Int) { seen[client] = isGood(token) }

  mutating func take(_ client: Int, _ token: Int) -> Bool {
    let isGood = planted == .tokenRace && seen[client] || isGood(token)
    seen[client] = false
    guard isGood else { return false }
    if planted != .tokenReused { tokens[token]?.isUsed = true }
    return true
  }

  private func isGood(_ number: Int) -> Bool {
    guard let token = tokens[number], !token.isUsed else { return false }
    switch planted {
    case .expiredTokenAccepted: return true
    case .expiryInclusive: return now <= token.expiry
    default: return now < token.expiry
    }
  }

  mutating func request(_ client: Int) -> Bool {
    let key = planted == .limitShared ? 0 : client
    let inside = passed[key].filter { !isOutside($0) }
    passed[key] = inside
    let limit = Self.requests + (planted == .limitPlusOne ? 1 : planted == .limitMinusOne ? -1 : 0)
    let passes = passed[key].count < limit
    if passes || planted == .refusedCounts { passed[key].append(now) }
    return passes
  }

  private func isOutside(_ time: Int) -> Bool {
    switch planted {
    // A window that begins anew at full minutes, not one that slides.
    case .windowResets: time / Self.window != now / Self.window
    case .windowTooLong: now - time > Self.window
    default: now - time >= Self.window
    }
  }
}
