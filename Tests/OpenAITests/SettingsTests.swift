import Logging
import NIOPosix
import OpenAI
import Testing
import VoiceCore

@Suite("Settings", .timeLimit(.minutes(1)))
struct SettingsTests {
  @Test func `the key is shown nowhere`() throws {
    let settings = try SessionStage.settings()
    var dumped = ""
    dump(settings, to: &dumped)
    for text in ["\(settings)", String(reflecting: settings), dumped, String(describing: [settings])] {
      #expect(!text.contains("sk-secret"))
    }
  }

  @Test func `whoever holds the key doesn't show it either`() throws {
    let realtime = OpenAIRealtime(
      try SessionStage.settings(), eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
      log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    var dumped = ""
    dump(realtime, to: &dumped, maxDepth: 6)
    #expect(dumped.contains("connector"), "the dump goes that deep")
    #expect(!dumped.contains("sk-secret") && !String(reflecting: realtime).contains("sk-secret"))
  }

  @Test func `everything that is wrong is told at once, without the key`() {
    let unusable = #expect(throws: OpenAIRealtimeSettings.Unusable.self) {
      try OpenAIRealtimeSettings(
        apiKey: "sk secret", url: "ws://api.example.com/v1", model: "a b", voice: "", transcriptionModel: "x\"",
        batchMilliseconds: 101)
    }
    #expect(unusable?.problems == OpenAIRealtimeSettings.Problem.allCases)
    #expect(unusable?.description.contains("secret") == false)
  }

  @Test(arguments: ["wss://api.openai.com/v1/realtime", "ws://127.0.0.1:9/v1/realtime", "ws://localhost/x"])
  func `a secure address, or one on this machine, is good`(_ url: String) {
    #expect(throws: Never.self) { try OpenAIRealtimeSettings(apiKey: "k", url: url) }
  }

  @Test(arguments: ["", "https://x", "ws://192.0.2.1/x", "wss://x/y?model=z", "wss://user@x/y", "wss://x#y"])
  func `other addresses aren't`(_ url: String) {
    #expect(throws: OpenAIRealtimeSettings.Unusable(problems: [.url])) {
      try OpenAIRealtimeSettings(apiKey: "k", url: url)
    }
  }

  @Test func `a response costs what the price list says`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.created("resp_1"))
    let done = try #require(try Vectors.dialogue().first { $0["event_id"] as? String == "event_24" })
    stage.receive(try Vectors.text(done))
    var usage = AIUsage()
    (usage.textIn, usage.audioIn, usage.cachedTextIn, usage.textOut, usage.audioOut) = (119, 13, 64, 30, 91)
    usage.microdollars = 7206  // 0.0072056 USD, to the nearest millionth.
    #expect(stage.told.contains(.used(usage)))
  }

  @Test func `absurd and negative counts cost neither less than nothing nor more than can be added up`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(
      Provider.created("r"),
      #"{"type":"response.done","response":{"id":"r","usage":{"input_token_details":{"text_tokens":-5,"#
        + #""audio_tokens":9000000000000000000,"cached_tokens_details":{"text_tokens":7,"audio_tokens":1e300}},"#
        + #""output_token_details":{"text_tokens":"x"}}}}"#)
    let used = stage.told.compactMap { if case .used(let usage) = $0 { usage } else { nil } }
    #expect(used.count == 1)
    let usage = try #require(used.first)
    #expect(usage.textIn == 0 && usage.audioIn == 10_000_000 && usage.cachedTextIn == 0 && usage.textOut == 0)
    #expect(usage.microdollars == 320_000_000)
  }

  @Test func `writing down costs too, once`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.committed("u"))
    let text =
      #"{"type":"conversation.item.input_audio_transcription.completed","item_id":"u","transcript":"Hi","#
      + #""usage":{"type":"tokens","input_tokens":16,"output_tokens":6,"input_token_details":{"audio_tokens":16}}}"#
    stage.receive(text, text)
    var usage = AIUsage()
    (usage.audioIn, usage.textOut, usage.microdollars) = (16, 6, 78)
    #expect(stage.events == [.used(usage), .heard("Hi")])
  }
}
