/// One line of a source, and what a generated fault makes of it.
public struct SourceMutation: Equatable, Sendable {
  /// What kind of mistake it is.
  public enum Kind: String, CaseIterable, Codable, Sendable {
    /// `<` for `<=`, `==` for `!=`, and the other way about.
    case comparison
    /// `true` for `false`, `&&` for `||`, and the other way about; a `!` or an `isEmpty` the wrong way.
    case logic
    /// A condition of `guard`, `if`, `while` or of a search that is turned about or always met.
    case condition
    /// A filter that lets everything through.
    case filter
    /// `first` for `last`, `min` for `max`, a list sorted the wrong way.
    case order
    /// A range or a whole number with one too many or too few, `+` for `-`.
    case bound
    /// Facts or intentions without the last of them.
    case event
    /// A call or an assignment that is left out: what isn't told, saved or counted.
    case statement
  }

  /// From the package's root.
  public let path: String
  /// From 1.
  public let line: Int
  public let kind: Kind
  /// The line as it is.
  public let before: String
  /// The line as it would be; empty when it is left out.
  public let after: String
  /// The line that holds both, told apart by a switch; see ``SwitchTemplate``.
  let switched: SwitchTemplate

  /// `PATH:LINE`.
  public var place: String { "\(path):\(line)" }

  /// The change in words, on one line.
  public var words: String {
    let (old, new) = (Self.trimmed(before), Self.trimmed(after))
    return new.isEmpty ? "left out: \(old)" : "\(old)  →  \(new)"
  }

  private static func trimmed(_ line: String) -> String { String(line.drop { $0 == " " }) }

  /// The line with both in it, and what has to be declared for it, where this fault has the number `id`.
  public func planted(as id: Int) -> (line: String, declarations: String) {
    (switched.line(id), switched.declarations(id))
  }
}

/// A line in which original and fault stand behind a switch, before the switch has its number.
struct SwitchTemplate: Equatable, Sendable {
  /// Stands for the number, in digits.
  static let number: Character = "\u{1}"
  /// Stands for the number at the end of an operator's name.
  static let mark: Character = "\u{2}"
  /// What asks whether the fault is on.
  static let isOn = "PlantedSwitch.on(\(number))"

  private let text: String
  private let declared: String

  init(_ text: String, declaring declared: String) {
    self.text = text
    self.declared = declared
  }

  func line(_ id: Int) -> String { Self.filled(text, id) }
  func declarations(_ id: Int) -> String { Self.filled(declared, id) }

  private static func filled(_ text: String, _ id: Int) -> String {
    String(text.flatMap { $0 == number ? Array("\(id)") : $0 == mark ? Array(operatorMark(id)) : [$0] })
  }

  /// A number in characters that an operator's name may end in: hexadecimal digits, as U+2200 to U+220F.
  private static func operatorMark(_ id: Int) -> String {
    String(
      String.UnicodeScalarView(
        String(id, radix: 16).compactMap { $0.hexDigitValue }.compactMap { Unicode.Scalar(0x2200 + UInt32($0)) }))
  }
}
