/// What a model's tokens cost, in millionths of a US dollar per million tokens: 4 USD per million is `4_000_000`. Integers,
/// so that sums are exact; a cost is rounded once, to the nearest millionth of a dollar.
public struct RealtimePrices: Equatable, Sendable {
  /// Text that the model reads, reads again from its cache, and writes; per million tokens.
  public var textIn, cachedTextIn, textOut: Int
  /// Audio that the model hears, hears again from its cache, and speaks; per million tokens.
  public var audioIn, cachedAudioIn, audioOut: Int
  /// Of the model that writes down the caller's words.
  public var transcription: Transcription

  /// What writing down costs: by tokens, or by time, as the model meters it.
  public struct Transcription: Equatable, Sendable {
    /// Text and audio that it reads, text that it writes; per million tokens.
    public var textIn, audioIn, textOut: Int
    /// Millionths of a US dollar per minute.
    public var perMinute: Int

    /// Prices per million tokens, and per minute.
    public init(textIn: Int, audioIn: Int, textOut: Int, perMinute: Int) {
      self.textIn = textIn
      self.audioIn = audioIn
      self.textOut = textOut
      self.perMinute = perMinute
    }
  }

  /// Prices per million tokens.
  public init(
    textIn: Int, cachedTextIn: Int, textOut: Int, audioIn: Int, cachedAudioIn: Int, audioOut: Int,
    transcription: Transcription = .mini
  ) {
    self.textIn = textIn
    self.cachedTextIn = cachedTextIn
    self.textOut = textOut
    self.audioIn = audioIn
    self.cachedAudioIn = cachedAudioIn
    self.audioOut = audioOut
    self.transcription = transcription
  }

  /// The known price of a model; one that isn't known is priced as the dearest, so that a cap on costs holds.
  /// Source: the provider's model pages, 2026.
  public static func of(_ model: String, transcribing transcriptionModel: String = "gpt-4o-mini-transcribe") -> Self {
    var prices: Self =
      switch model {
      case _ where model.contains("mini"): .small
      case "gpt-realtime-1.5": .large(textOut: 16_000_000)
      default: .large(textOut: 24_000_000)
      }
    prices.transcription = transcriptionModel.contains("mini") ? .mini : .full
    return prices
  }

  private static func large(textOut: Int) -> Self {
    Self(
      textIn: 4_000_000, cachedTextIn: 400_000, textOut: textOut, audioIn: 32_000_000, cachedAudioIn: 400_000,
      audioOut: 64_000_000)
  }

  private static let small = Self(
    textIn: 600_000, cachedTextIn: 60_000, textOut: 2_400_000, audioIn: 10_000_000, cachedAudioIn: 300_000,
    audioOut: 20_000_000)
}

extension RealtimePrices.Transcription {
  /// `gpt-4o-mini-transcribe`.
  public static let mini = Self(textIn: 1_250_000, audioIn: 3_000_000, textOut: 5_000_000, perMinute: 3000)
  /// `gpt-4o-transcribe`, `whisper-1`.
  public static let full = Self(textIn: 2_500_000, audioIn: 6_000_000, textOut: 10_000_000, perMinute: 6000)
}
