import MediaBridge
import NIOCore

/// What the provider says, as text on the wire.
enum Provider {
  static let sessionCreated = #"{"type":"session.created","event_id":"e","session":{"id":"sess_1"}}"#

  static func sessionUpdated(_ format: String = "audio/pcmu") -> String {
    #"{"type":"session.updated","event_id":"e","session":{"audio":{"input":{"format":{"type":"audio/pcmu"}},"#
      + #""output":{"format":{"type":"\#(format)"}}}}}"#
  }

  static let speechStarted = #"{"type":"input_audio_buffer.speech_started","event_id":"e","item_id":"u"}"#
  static let speechStopped = #"{"type":"input_audio_buffer.speech_stopped","event_id":"e","item_id":"u"}"#

  static func committed(_ item: String) -> String {
    #"{"type":"input_audio_buffer.committed","event_id":"e","item_id":"\#(item)"}"#
  }

  static func transcribed(_ item: String, _ text: String) -> String {
    #"{"type":"conversation.item.input_audio_transcription.completed","event_id":"e","item_id":"\#(item)","#
      + #""content_index":0,"transcript":"\#(text)"}"#
  }

  static func transcriptionFailed(_ item: String) -> String {
    #"{"type":"conversation.item.input_audio_transcription.failed","event_id":"e","item_id":"\#(item)","error":{}}"#
  }

  static func created(_ id: String) -> String {
    #"{"type":"response.created","event_id":"e","response":{"id":"\#(id)","status":"in_progress"}}"#
  }

  static func item(_ item: String, in response: String) -> String {
    #"{"type":"response.output_item.added","event_id":"e","response_id":"\#(response)","output_index":0,"#
      + #""item":{"id":"\#(item)","type":"message","role":"assistant","content":[]}}"#
  }

  static func audio(_ item: String, in response: String, bytes: Int = 800) -> String {
    let text = String(buffer: Base64.encode([UInt8](repeating: 0x55, count: bytes)))
    return #"{"type":"response.output_audio.delta","event_id":"e","response_id":"\#(response)","item_id":"\#(item)","#
      + #""output_index":0,"content_index":0,"delta":"\#(text)"}"#
  }

  static func audioDone(_ item: String, in response: String) -> String {
    #"{"type":"response.output_audio.done","event_id":"e","response_id":"\#(response)","item_id":"\#(item)"}"#
  }

  static func words(_ item: String, _ words: String) -> String {
    #"{"type":"response.output_audio_transcript.delta","event_id":"e","item_id":"\#(item)","delta":"\#(words)"}"#
  }

  static func wordsDone(_ item: String, _ words: String) -> String {
    #"{"type":"response.output_audio_transcript.done","event_id":"e","item_id":"\#(item)","transcript":"\#(words)"}"#
  }

  /// `calls`: id, name and arguments; `error`: the code of a response that failed.
  static func done(
    _ id: String, _ status: String = "completed", calls: [(String, String, String)] = [], error: String? = nil
  ) -> String {
    let output = calls.map { id, name, arguments in
      let escaped = arguments.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      return #"{"id":"f","type":"function_call","name":"\#(name)","call_id":"\#(id)","arguments":"\#(escaped)"}"#
    }
    let details = error.map { #"{"type":"failed","error":{"type":"x","code":"\#($0)"}}"# } ?? "null"
    return #"{"type":"response.done","event_id":"e","response":{"id":"\#(id)","status":"\#(status)","#
      + #""status_details":\#(details),"output":[\#(output.joined(separator: ","))]}}"#
  }

  static func error(_ code: String, about event: Int? = nil) -> String {
    let name = event.map { "\"evt_c\($0)\"" } ?? "null"
    return #"{"type":"error","event_id":"e","error":{"type":"invalid_request_error","code":"\#(code)","#
      + #""message":"secret words","param":null,"event_id":\#(name)}}"#
  }

  static func verdict(_ call: String, _ attempt: Int, served: Bool) -> (String, String, String) {
    (call, "report_outcome", #"{"attempt":\#(attempt),"served":\#(served),"reason":"r"}"#)
  }
}
