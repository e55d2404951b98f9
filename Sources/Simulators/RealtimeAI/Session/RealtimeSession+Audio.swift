internal import NIOCore

/// The audio of a response, and echo mode: the hot path, without a tree.
extension RealtimeSession {
  private static let deltaType = "response.output_audio.delta"
  private static let deltaBegin: StaticString = #"{"type":"response.output_audio.delta","event_id":"event_"#
  private static let deltaEnd: StaticString = "\"}"

  mutating func sendAudio(_ range: Range<Int>) {
    guard let response else { return }
    self.response?.sentBytes += range.count
    hasSpoken = true
    sendDelta(ByteBuffer(bytes: Base64Text.encode(Array(response.plan.audio[range]))))
    noteProgress()
  }

  /// The piece once more, and again when it has been played.
  mutating func sayAgain(_ range: Range<Int>) {
    guard let response, !range.isEmpty else { return }
    sendAudio(range)
    self.response?.position -= 1
    agenda.add(
      .speak(response: response.id), at: now + .milliseconds(range.count / response.plan.format.bytesPerMillisecond))
    // Nothing further in this turn of the loop: the same step is due later.
    self.response?.isWaiting = true
  }

  /// A delta that was on its way when the response was cancelled.
  mutating func sendLateDelta(_ response: ActiveResponse) {
    let silence = [UInt8](repeating: 0xFF, count: 20 * response.plan.format.bytesPerMillisecond)
    sendDelta(ByteBuffer(bytes: Base64Text.encode(silence)), of: response)
  }

  /// One delta with this Base64 text, whatever it is.
  mutating func sendDelta(_ text: ByteBuffer) {
    guard let response else { return }
    sendDelta(text, of: response)
  }

  private mutating func sendDelta(_ text: ByteBuffer, of response: ActiveResponse) {
    guard distortions.isEmpty else {
      return emit(
        Self.deltaType,
        [
          "response_id": .string(response.id), "item_id": .text(response.messageID),
          "output_index": .int(response.messageIndex), "content_index": 0, "delta": .string(String(buffer: text)),
        ])
    }
    splice(text, head: response.deltaHead)
  }

  private mutating func splice(_ text: ByteBuffer, head: [UInt8]) {
    audioDeltaCount += 1
    eventCount += 1
    var message = ByteBufferAllocator().buffer(capacity: 96 + head.count + text.readableBytes)
    message.writeStaticString(Self.deltaBegin)
    message.writeString(String(setting.number))
    message.writeInteger(UInt8(ascii: "_"))
    message.writeString(String(eventCount))
    message.writeBytes(head)
    message.writeImmutableBuffer(text)
    message.writeStaticString(Self.deltaEnd)
    outbox.append(.send(message))
  }

  // MARK: Echo

  /// Sends an append's text back as it came.
  mutating func echo(_ audio: ByteBuffer, _ style: EchoStyle, eventID: String?) {
    guard let byteCount = audio.withUnsafeReadableBytes(Base64Text.byteCount) else {
      return refuse(Self.notBase64, of: "input_audio_buffer.append", eventID: eventID)
    }
    appendedBytes += byteCount
    if response == nil {
      guard style.opening == .firstAppend || responseCount > 0 else { return }
      openEcho()
    }
    // In place: the response is not to be copied for each frame.
    guard let head = response?.deltaHead else { return }
    response?.sentBytes += byteCount
    hasSpoken = true
    splice(audio, head: head)
  }

  /// The response that stays open.
  mutating func openEcho() {
    var plan = ResponsePlan()
    plan.format = settings.outputFormat
    plan.says = "…"
    open(plan, steps: [], request: [:])
    openMessage()
  }
}
