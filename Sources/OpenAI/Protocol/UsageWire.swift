/// What a response used. Every field may be missing.
struct UsageWire: Decodable {
  private let input: InputDetails?
  private let output: OutputDetails?

  private enum Key: String, CodingKey {
    case input = "input_token_details"
    case output = "output_token_details"
  }

  init(from decoder: any Decoder) throws {
    let usage = try decoder.container(keyedBy: Key.self)
    input = try? usage.decode(InputDetails.self, forKey: .input)
    output = try? usage.decode(OutputDetails.self, forKey: .output)
  }

  var counts: TokenCounts {
    var counts = TokenCounts()
    counts.textIn = TokenCounts.believed(input?.text)
    counts.audioIn = TokenCounts.believed(input?.audio)
    counts.cachedTextIn = TokenCounts.believed(input?.cachedText)
    counts.cachedAudioIn = TokenCounts.believed(input?.cachedAudio)
    counts.textOut = TokenCounts.believed(output?.text)
    counts.audioOut = TokenCounts.believed(output?.audio)
    counts.clampCached()
    return counts
  }
}

private struct InputDetails: Decodable {
  let text, audio, cachedText, cachedAudio: Int?

  private enum Key: String, CodingKey {
    case text = "text_tokens"
    case audio = "audio_tokens"
    case cached = "cached_tokens_details"
  }

  init(from decoder: any Decoder) throws {
    let details = try decoder.container(keyedBy: Key.self)
    text = try? details.decode(Int.self, forKey: .text)
    audio = try? details.decode(Int.self, forKey: .audio)
    let cached = try? details.nestedContainer(keyedBy: Key.self, forKey: .cached)
    cachedText = try? cached?.decode(Int.self, forKey: .text)
    cachedAudio = try? cached?.decode(Int.self, forKey: .audio)
  }
}

private struct OutputDetails: Decodable {
  let text, audio: Int?

  private enum Key: String, CodingKey {
    case text = "text_tokens"
    case audio = "audio_tokens"
  }

  init(from decoder: any Decoder) throws {
    let details = try decoder.container(keyedBy: Key.self)
    text = try? details.decode(Int.self, forKey: .text)
    audio = try? details.decode(Int.self, forKey: .audio)
  }
}

/// What a transcript used: tokens, or seconds.
struct TranscriptionUsageWire: Decodable {
  let counts: TokenCounts

  private enum Key: String, CodingKey {
    case seconds
    case input = "input_token_details"
    case output = "output_tokens"
  }

  init(from decoder: any Decoder) throws {
    let usage = try decoder.container(keyedBy: Key.self)
    let input = try? usage.decode(InputDetails.self, forKey: .input)
    var counts = TokenCounts()
    counts.textIn = TokenCounts.believed(input?.text)
    counts.audioIn = TokenCounts.believed(input?.audio)
    counts.textOut = TokenCounts.believed(try? usage.decode(Int.self, forKey: .output))
    if let seconds = try? usage.decode(Double.self, forKey: .seconds), seconds > 0 {
      counts.milliseconds = Int((min(seconds, 3600) * 1000).rounded())
    }
    self.counts = counts
  }
}
