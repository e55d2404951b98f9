/// Who may notice a fault.
public enum GeneratedJudge: Sendable {
  /// A law on one subject.
  case law(IsolatedLaw)
  /// The example tests of these modules, all in one process.
  case examples([String])

  /// What examples are called where a law has its number.
  static let examplesName = "examples"

  /// For people: `18 on core`, `examples`.
  public var name: String {
    switch self {
    case .law(let law): "\(law.number) on \(law.subject)"
    case .examples: Self.examplesName
    }
  }

  /// In a sentence.
  var title: String {
    switch self {
    case .law: "property \(name)"
    case .examples: "the examples"
    }
  }

  /// How somebody sees for themselves what it says.
  var command: String {
    switch self {
    case .law(let law): "voicecore-verify --property \(law.number) --subject \(law.subject)"
    case .examples(let modules): "swift test --filter '^(\(modules.joined(separator: "|")))\\.'"
    }
  }

  var isLaw: Bool {
    if case .law = self { true } else { false }
  }
}
