/// What a client shows to get a new access token: `vcr_` + the family's secret + `.` + this token's own.
///
/// The first half stays for the whole session and finds it; the second changes with every use. Nobody can know a first
/// half without having held a token of the session, so a good first half with a second one that isn't good any more is
/// a used token: nothing but the last two digests must be kept to recognise every one there ever was.
public struct RefreshToken: Equatable, Sendable {
  /// What every refresh token begins with, so that scanners for leaked secrets recognise it.
  public static let prefix = "vcr_"
  /// The longest text that is looked at.
  public static let maximumLength = 256

  /// The session's half.
  public let family: String
  /// This token's half.
  public let turn: String

  /// A token of these halves.
  public init(family: String, turn: String) {
    self.family = family
    self.turn = turn
  }

  /// Reads what a client showed; anything of another shape is `nil`.
  public init?(_ text: String) {
    guard text.utf8.count <= Self.maximumLength, text.hasPrefix(Self.prefix) else { return nil }
    let halves = text.dropFirst(Self.prefix.count).split(separator: ".", omittingEmptySubsequences: false)
    guard halves.count == 2, halves.allSatisfy({ !$0.isEmpty }) else { return nil }
    self.init(family: String(halves[0]), turn: String(halves[1]))
  }

  /// What the client is given.
  public var text: String { "\(Self.prefix)\(family).\(turn)" }

  /// The token after this one. The same for the same salt, so that a client whose reply was lost gets it again;
  /// unknown to whoever lacks the server's key.
  public func next(salt: String, by keyed: KeyedDigest) -> RefreshToken {
    RefreshToken(family: family, turn: keyed.digest("refresh token|\(salt)|\(family)|\(turn)").hex)
  }
}

extension RefreshToken: CustomStringConvertible, CustomReflectable {
  /// Never the token.
  public var description: String { "refresh token" }
  /// Reflection must not show it either.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
