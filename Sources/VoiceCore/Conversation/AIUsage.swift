/// What a voice AI used, as its provider meters it. What isn't named is 0.
public struct AIUsage: Equatable, Sendable, Codable {
  /// What is counted.
  public enum Kind: String, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
    /// Tokens read, cached ones included.
    case textIn = "text_in", audioIn = "audio_in"
    /// The part of the tokens read that came from the provider's cache, and costs less.
    case cachedTextIn = "cached_text_in", cachedAudioIn = "cached_audio_in"
    /// Tokens written.
    case textOut = "text_out", audioOut = "audio_out"
    /// What it cost by the configured prices, in millionths of a US dollar.
    case microdollars
  }

  private var counts: [Kind: Int] = [:]

  /// Nothing used.
  public init() {}

  /// One count; never below 0.
  public subscript(kind: Kind) -> Int {
    get { counts[kind] ?? 0 }
    set { counts[kind] = newValue > 0 ? newValue : nil }
  }

  public var textIn: Int {
    get { self[.textIn] }
    set { self[.textIn] = newValue }
  }
  public var audioIn: Int {
    get { self[.audioIn] }
    set { self[.audioIn] = newValue }
  }
  public var cachedTextIn: Int {
    get { self[.cachedTextIn] }
    set { self[.cachedTextIn] = newValue }
  }
  public var cachedAudioIn: Int {
    get { self[.cachedAudioIn] }
    set { self[.cachedAudioIn] = newValue }
  }
  public var textOut: Int {
    get { self[.textOut] }
    set { self[.textOut] = newValue }
  }
  public var audioOut: Int {
    get { self[.audioOut] }
    set { self[.audioOut] = newValue }
  }
  public var microdollars: Int {
    get { self[.microdollars] }
    set { self[.microdollars] = newValue }
  }

  /// The sum; counts that a provider makes up can't overflow.
  public static func + (one: Self, other: Self) -> Self {
    var sum = one
    for kind in Kind.allCases {
      let (total, overflows) = one[kind].addingReportingOverflow(other[kind])
      sum[kind] = overflows ? .max : total
    }
    return sum
  }
}
