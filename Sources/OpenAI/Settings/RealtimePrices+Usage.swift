internal import VoiceCore

/// What the provider says was used, with numbers that can be believed: missing and negative ones are 0, absurd ones are cut.
package struct TokenCounts: Equatable, Sendable {
  /// The most tokens of one kind that are believed of one response.
  static let most = 10_000_000
  /// The longest utterance that is believed: an hour, in milliseconds.
  static let mostMilliseconds = 3_600_000

  package var textIn = 0, audioIn = 0, cachedTextIn = 0, cachedAudioIn = 0, textOut = 0, audioOut = 0
  /// For models that meter by time.
  package var milliseconds = 0

  package init() {}

  static func believed(_ count: Int?) -> Int { min(max(count ?? 0, 0), most) }

  /// Cached tokens are among the tokens read; more than those can't be.
  mutating func clampCached() {
    cachedTextIn = min(cachedTextIn, textIn)
    cachedAudioIn = min(cachedAudioIn, audioIn)
  }

  private func usage(costing millionths: Int) -> AIUsage {
    var usage = AIUsage()
    usage.textIn = textIn
    usage.audioIn = audioIn
    usage.cachedTextIn = cachedTextIn
    usage.cachedAudioIn = cachedAudioIn
    usage.textOut = textOut
    usage.audioOut = audioOut
    usage.microdollars = (millionths + 500_000) / 1_000_000
    return usage
  }

  /// The bill for a response.
  func response(at prices: RealtimePrices) -> AIUsage {
    usage(
      costing: (textIn - cachedTextIn) * Self.price(prices.textIn) + cachedTextIn * Self.price(prices.cachedTextIn)
        + (audioIn - cachedAudioIn) * Self.price(prices.audioIn) + cachedAudioIn * Self.price(prices.cachedAudioIn)
        + textOut * Self.price(prices.textOut) + audioOut * Self.price(prices.audioOut))
  }

  /// The bill for a transcript.
  func transcription(at prices: RealtimePrices.Transcription) -> AIUsage {
    usage(
      costing: textIn * Self.price(prices.textIn) + audioIn * Self.price(prices.audioIn)
        + textOut * Self.price(prices.textOut) + milliseconds * Self.price(prices.perMinute) / 60 * 1000)
  }

  /// A price that can't overflow a sum: at most 10,000 USD per million.
  private static func price(_ price: Int) -> Int { min(max(price, 0), 10_000_000_000) }
}
