internal import MediaBridge
internal import WebSockets

/// What the adapter must know about the account and the model. Shows its key nowhere.
public struct OpenAIRealtimeSettings: Sendable {
  /// The provider's realtime API.
  public static let defaultURL = "wss://api.openai.com/v1/realtime"
  /// The model that is used unless another is named.
  public static let defaultModel = "gpt-realtime-2.1"

  let apiKey: String
  /// Where the API is; without the model.
  public let url: String
  /// The realtime model, for example `gpt-realtime-2.1`.
  public let model: String
  /// The voice it speaks with, for example `marin`.
  public let voice: String
  /// What writes down the caller's words; billed by itself.
  public let transcriptionModel: String
  /// What its tokens cost.
  public let prices: RealtimePrices
  /// How much of the caller's audio goes in one message, in milliseconds: 20, each frame as it came, to 100.
  public let batchMilliseconds: Int

  /// Settings of these values.
  /// - Parameter url: `wss:`, or `ws:` to a loopback host.
  /// - Parameter prices: `nil` takes the prices known of the models.
  /// - Throws: everything that is wrong, at once.
  public init(
    apiKey: String, url: String = Self.defaultURL, model: String = Self.defaultModel, voice: String = "marin",
    transcriptionModel: String = "gpt-4o-mini-transcribe", prices: RealtimePrices? = nil, batchMilliseconds: Int = 20
  ) throws(Unusable) {
    var problems: [Problem] = []
    if apiKey.isEmpty || !apiKey.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) { problems.append(.apiKey) }
    let address = WebSocketURL(url)
    if address.map({ !$0.isSecure && !$0.isLoopback || url.contains("?") }) ?? true { problems.append(.url) }
    if !Self.isName(model) { problems.append(.model) }
    if !Self.isName(voice) { problems.append(.voice) }
    if !Self.isName(transcriptionModel) { problems.append(.transcriptionModel) }
    if !FrameBatch.milliseconds.contains(batchMilliseconds) { problems.append(.batch) }
    guard problems.isEmpty else { throw Unusable(problems: problems) }
    self.apiKey = apiKey
    self.batchMilliseconds = batchMilliseconds
    self.url = url
    self.model = model
    self.voice = voice
    self.transcriptionModel = transcriptionModel
    self.prices = prices ?? .of(model, transcribing: transcriptionModel)
  }

  /// The address with the model: names need no escaping.
  var address: String { "\(url)?model=\(model)" }

  private static func isName(_ text: String) -> Bool {
    (1...100).contains(text.utf8.count)
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._:".contains($0)) }
  }

  /// A setting that can't be used; `description` says why and what to do.
  public enum Problem: String, Sendable, CaseIterable, CustomStringConvertible {
    case apiKey, url, model, voice, transcriptionModel, batch

    /// Why the setting can't be used and what to do, without its value.
    public var description: String {
      switch self {
      case .apiKey: "the API key must be set, without spaces or line breaks: create one in the provider's console"
      case .url: "the realtime URL must be wss://host[:port]/path without a query, or ws:// on a loopback host"
      case .model: "the model must be a name of letters, digits and `-._:`, for example gpt-realtime-2.1"
      case .voice: "the voice must be a name of letters, digits and `-._:`, for example marin"
      case .batch: "the caller's audio goes in messages of 20 to 100 milliseconds, a whole number"
      case .transcriptionModel:
        "the transcription model must be a name of letters, digits and `-._:`, for example gpt-4o-mini-transcribe"
      }
    }
  }

  /// All that is wrong with the settings.
  public struct Unusable: Error, Equatable, Sendable, CustomStringConvertible {
    /// All of them, in the order of the settings.
    public let problems: [Problem]

    /// These problems; public for tests of whoever shows them.
    public init(problems: [Problem]) { self.problems = problems }

    /// What to do about each, in one line.
    public var description: String { problems.map(\.description).joined(separator: "; ") }
  }
}

extension OpenAIRealtimeSettings: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Everything that is no secret, for logs.
  public var description: String { "OpenAIRealtimeSettings(url: \(url), model: \(model), voice: \(voice))" }
  /// The same as `description`.
  public var debugDescription: String { description }

  /// Everything but the key, so that a dump doesn't show it either.
  public var customMirror: Mirror {
    Mirror(
      self,
      children: ["url": url, "model": model, "voice": voice, "transcriptionModel": transcriptionModel],
      displayStyle: .struct)
  }
}
