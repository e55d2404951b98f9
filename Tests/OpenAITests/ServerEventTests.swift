import Foundation
import MediaBridge
import NIOCore
import OpenAI
import PropertyTesting
import Testing

@Suite("Events of the provider", .timeLimit(.minutes(1)))
struct ServerEventTests {
  @Test func `every event of the sample dialogue is read`() throws {
    let events = try Vectors.dialogue()
    #expect(events.count > 25)
    for event in events {
      let text = ByteBuffer(string: try Vectors.text(event))
      #expect(throws: Never.self, "\(event["type"] ?? "")") { try ServerEvent(text) }
    }
  }

  /// Made of the required fields alone, with values of the right kind.
  @Test func `every event of the list is read or ignored`() throws {
    let plausible: [String: Any] = [
      "session": [
        "audio": ["input": ["format": ["type": "audio/pcmu"]], "output": ["format": ["type": "audio/pcmu"]]]
      ],
      "item": ["id": "item_1", "type": "message"], "response": ["id": "resp_1"], "error": ["type": "x"],
      "part": ["type": "audio"], "conversation": ["id": "c"], "rate_limits": [], "delta": "////",
      "audio_start_ms": 1, "audio_end_ms": 2, "content_index": 0, "output_index": 0, "usage": ["type": "tokens"],
      "received_at": 1, "start": 0.5, "end": 1.5,
    ]
    let fields = try Vectors.fields(of: "server_events")
    #expect(fields.count == 46)
    for (type, (required, _)) in fields {
      var event: [String: Any] = [:]
      for field in required { event[field] = plausible[field] ?? "text" }
      event["type"] = type
      let text = ByteBuffer(string: try Vectors.text(event))
      #expect(throws: Never.self, "\(type)") { try ServerEvent(text) }
    }
  }

  @Test func `audio is a slice of the message that came`() throws {
    var text = ByteBuffer(string: "xx" + Provider.audio("item_1", in: "resp_1", bytes: 160))
    text.moveReaderIndex(forwardBy: 2)
    guard case .audio(let delta) = try ServerEvent(text) else {
      Issue.record("no audio")
      return
    }
    #expect(delta.response == ByteBuffer(string: "resp_1") && delta.item == ByteBuffer(string: "item_1"))
    #expect(delta.audio.byteCount == 160 && delta.audio.muLaw == [UInt8](repeating: 0x55, count: 160))
    let (inside, outside) = delta.audio.base64.withUnsafeReadableBytes { slice in
      text.withUnsafeReadableBytes { whole in
        (slice.baseAddress.map { UInt(bitPattern: $0) } ?? 0, whole.baseAddress.map { UInt(bitPattern: $0) } ?? 0)
      }
    }
    #expect(inside > outside && inside < outside + UInt(text.readableBytes))
  }

  @Test(arguments: [
    #"{"delta":"////","item_id":"i","response_id":"r","type":"response.output_audio.delta"}"#,
    " {\n\"type\" : \"response.output_audio.delta\", \"response_id\":\"r\",\t\"item_id\":\"i\",\"delta\":\"////\"\r} ",
    #"{"type":"response.output_audio.delta","response_id":"r","item_id":"i","delta":"\/\/\/\/","x":[{"delta":1}]}"#,
    #"{"type":"response.output_\u0061udio.delta","response_id":"r","item_id":"i","delta":"////","y":"Zoë \" }"}"#,
  ])
  func `audio is read in any order, spacing and spelling`(_ text: String) throws {
    let audio = AudioChunk(base64: ByteBuffer(string: "////"), byteCount: 3)
    #expect(
      try ServerEvent(ByteBuffer(string: text))
        == .audio(AudioDelta(response: ByteBuffer(string: "r"), item: ByteBuffer(string: "i"), audio: audio)))
  }

  @Test(arguments: [
    "", "x", "[]", "5", "{}", #"{"type":5}"#, #"{"type":"response.done"}"#,
    #"{"type":"response.created","response":5}"#,
    #"{"type":"input_audio_buffer.committed"}"#, #"{"type":"response.output_audio.delta","delta":"////"}"#,
    "{\"type\":",
  ])
  func `garbage is a named fault`(_ text: String) {
    #expect(throws: ServerEvent.Unreadable.self) { try ServerEvent(ByteBuffer(string: text)) }
  }

  @Test(arguments: ["%%", "/", "//", "///", "//////", "=", "////====", "/ //"])
  func `odd base64 is told apart from audio`(_ payload: String) throws {
    let text = Provider.audio("i", in: "r", bytes: 3).replacingOccurrences(of: "VVVV", with: payload)
    #expect(try ServerEvent(ByteBuffer(string: text)) == .badAudio)
  }

  @Test func `what an event doesn't need of its message does no harm`() throws {
    let text =
      #"{"type":"response.done","response":{"id":"r","status":9,"output":[5,{"type":"function_call"},"#
      + #"{"type":"function_call","call_id":"c","name":"n","arguments":"{"}],"usage":{"input_token_details":"x"}}}"#
    let call = ToolCall(id: "c", name: "n", arguments: "{")
    #expect(
      try ServerEvent(ByteBuffer(string: text))
        == .responseDone(ResponseEnd(id: "r", status: .completed, calls: [call])))
  }

  @Test func `the fast reader and the JSON reader agree on whatever comes`() async {
    let law = Property(
      "the fast reader and the JSON reader agree", for: Self.message,
      labels: { [(try? ServerEvent(json: ByteBuffer(bytes: $0))) == nil ? "refused" : "read"] }
    ) { bytes in
      let text = ByteBuffer(bytes: bytes)
      try requireEqual(try? ServerEvent(text), try? ServerEvent(json: text))
    }
    let report = await check(law, RunSettings(cases: 5000, seed: 3))
    #expect(report.passed, "\(report)")
    #expect(report.labels.allSatisfy { $0.count > 500 } && report.labels.count == 2, "\(report.labels)")
  }

  private static func pick(_ texts: [String], _ source: inout ChoiceSource) throws -> String {
    try source.draw(.element(of: texts))
  }

  private static func space(_ source: inout ChoiceSource) throws -> String {
    try pick(["", "", "", " ", "\n", "\t", "\r\n"], &source)
  }

  private static let types = [
    "\"response.output_audio.delta\"", "\"response.output_audio.delta\"", "\"response.output_audio.delta\"",
    "\"response.output_\\u0061udio.delta\"", "\"response.output_audio.done\"", "null",
  ]
  private static let payloads = [
    "\"\"", "\"AA==\"", "\"////\"", "\"QUJDQUJD\"", "\"\\/\\/8=\"", "\"A\"", "\"%%%%\"", "null",
    "\"" + String(repeating: "+/+/", count: 54) + "\"",
  ]
  private static let strangers = [
    "\"event_id\":\"e\"", "\"output_index\":0", "\"x\":007", "\"x\":-1", "\"x\":1e3", "\"x\":[1,2]", "\"x\":null",
    "\"\\\"\":true", "\"é\":\"ü\"", "\"x\":{\"delta\":1}",
  ]

  /// Deltas in every spelling that JSON allows, some of them damaged.
  private static let message = gen { source -> [UInt8] in
    var members: [String] = []
    members.append("\"type\":" + (try space(&source)) + (try pick(types, &source)))
    members.append("\"response_id\"" + (try space(&source)) + ":")
    members[1] += try pick(["\"r\"", "\"r\"", "\"\\u0072\"", "\"é\"", "5"], &source)
    members.append("\"item_id\":" + (try pick(["\"i\"", "\"i\"", "\"\"", "[]"], &source)))
    members.append("\"delta\":" + (try pick(payloads, &source)))
    members.append(try pick(strangers, &source))
    if try source.draw(.bool(probability: 0.2)) {
      members.remove(at: try source.draw(.int(0...members.count - 1)))
    }
    members = try source.draw(.permutation(of: members))
    let gap = (try space(&source)) + "," + (try space(&source))
    var bytes = Array(((try space(&source)) + "{" + members.joined(separator: gap) + "}").utf8)
    for _ in 0..<(try source.draw(.element(of: [0, 0, 1, 2]))) where !bytes.isEmpty {
      let place = try source.draw(.int(0...bytes.count - 1))
      let byte = try source.draw(.element(of: Array("{}[]\":,\\0 e+-.nA=\u{0}\u{1}\u{7F}".utf8) + [0xC3, 0xFF]))
      switch try source.draw(.int(0...2)) {
      case 0: bytes.remove(at: place)
      case 1: bytes[place] = byte
      default: bytes.insert(byte, at: place)
      }
    }
    return bytes
  }
}
