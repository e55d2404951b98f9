/// The digits that a caller is dialling, until they are complete: when no longer extension begins with them, when `#` is
/// pressed, or when the inter-digit time is over (property 9). Extensions go before the key menu.
public struct DialledDigits: Equatable, Sendable {
  /// How long the next digit may take, by default.
  public static let standardInterDigitTime: Duration = .seconds(2)
  /// Legal inter-digit times, in seconds.
  public static let interDigitSeconds = 1...10

  /// What the digits turned out to be.
  public enum Outcome: Equatable, Sendable {
    /// A valid extension; its owner is reached without a turn of the receptionist.
    case reached(Extension, ExtensionDirectory.Owner)
    /// A single key that is no extension; the key menu knows what it stands for.
    case menu(DialKey)
    /// Digits that nobody has. The caller is told so.
    case unknown(String)
  }

  private let interDigitTime: Duration
  /// What was dialled so far; empty between two extensions.
  public private(set) var digits = ""
  /// When the digits are complete if no other comes; `nil` while there are none.
  public private(set) var deadline: Timestamp?

  /// Nothing dialled yet.
  /// - Throws: `inter_digit_time` outside 1…10 s.
  public init(interDigitSeconds: Int) throws(RefusedSetting) {
    guard Self.interDigitSeconds.contains(interDigitSeconds) else {
      throw RefusedSetting("inter_digit_time", .outOfRange(Self.interDigitSeconds))
    }
    interDigitTime = .seconds(interDigitSeconds)
  }

  /// Nothing dialled yet; 2 s between digits.
  public init() { interDigitTime = Self.standardInterDigitTime }

  /// Takes a key. Two outcomes when it came after the digits before it had been complete for long, and is complete itself.
  public mutating func press(
    _ key: DialKey, at moment: Timestamp, in directory: ExtensionDirectory
  ) -> [Outcome] {
    let before = elapse(to: moment, in: directory)
    return before + (take(key, at: moment, in: directory).map { [$0] } ?? [])
  }

  /// Lets time pass: digits whose inter-digit time is over are complete.
  public mutating func elapse(to moment: Timestamp, in directory: ExtensionDirectory) -> [Outcome] {
    guard let deadline, moment >= deadline else { return [] }
    return [complete(in: directory)].compactMap { $0 }
  }

  private mutating func take(_ key: DialKey, at moment: Timestamp, in directory: ExtensionDirectory) -> Outcome? {
    switch key.character {
    case "#" where !digits.isEmpty: return complete(in: directory)
    case "*" where !digits.isEmpty:
      // Begins anew.
      clear()
      return nil
    case "0"..."9":
      digits.append(key.character)
      deadline = moment + interDigitTime
      return directory.match(digits).mayGoOn ? nil : complete(in: directory)
    default: return .menu(key)
    }
  }

  /// What the digits are, now that no other comes.
  private mutating func complete(in directory: ExtensionDirectory) -> Outcome? {
    let dialled = digits
    clear()
    if let owner = directory.match(dialled).owner, let number = try? Extension(dialled) {
      return .reached(number, owner)
    }
    if dialled.count == 1, let key = dialled.first.flatMap(DialKey.init) { return .menu(key) }
    return .unknown(dialled)
  }

  private mutating func clear() {
    digits = ""
    deadline = nil
  }
}
