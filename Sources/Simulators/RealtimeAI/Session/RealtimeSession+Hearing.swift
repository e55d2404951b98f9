internal import NIOCore

/// The caller's audio: the buffer, voice activity, the turns that come of it.
extension RealtimeSession {
  /// The words of one utterance, on their way.
  struct Transcription: Sendable {
    let itemID: String
    let text: String
    let durationMs: Int
    var fails = false
  }

  mutating func append(_ audio: ByteBuffer, eventID: String?) {
    report.appendedFrames += 1
    if !isUpdated { report.note("input_audio_buffer.append", in: \.early) }
    guard audio.readableBytes <= Self.maximumAppendBytes else {
      return refuse(.invalidValue("audio", "more than 15 MiB."), of: "input_audio_buffer.append", eventID: eventID)
    }
    if case .echo(let style) = setting.behaviour { return echo(audio, style, eventID: eventID) }
    guard let bytes = audio.withUnsafeReadableBytes(Base64Text.decode) else {
      return refuse(Self.notBase64, of: "input_audio_buffer.append", eventID: eventID)
    }
    appendedBytes += bytes.count
    for change in voiceActivity.hear(bytes, as: settings.inputFormat, settings.voiceActivity) {
      switch change {
      case .started(let startMs): speechStarted(at: startMs)
      case .stopped(let endMs): speechStopped(at: endMs)
      }
    }
  }

  static let notBase64 = RealtimeRefusal(
    code: "invalid_value", message: "Invalid 'audio'. Expected base64-encoded audio bytes but got an invalid value.",
    parameter: "audio")

  private mutating func speechStarted(at startMs: Int) {
    let itemID = nextItemID()
    let startMs = max(startMs, bufferStartMs)
    speech = (itemID, startMs)
    emit("input_audio_buffer.speech_started", ["audio_start_ms": .int(startMs), "item_id": .string(itemID)])
    if settings.interruptsResponses, response != nil { cancel(reason: "turn_detected") }
  }

  private mutating func speechStopped(at endMs: Int) {
    guard let speech else { return }
    self.speech = nil
    emit("input_audio_buffer.speech_stopped", ["audio_end_ms": .int(endMs), "item_id": .string(speech.itemID)])
    commit(speech.itemID, from: speech.startMs, to: endMs)
    guard settings.createsResponses else { return }
    if let running = response {
      guard settings.interruptsResponses else {
        let refusal = Self.alreadyActive(running.id)
        return fail(code: refusal.code, message: refusal.message, type: "invalid_request_error")
      }
      cancel(reason: "turn_detected")
    }
    start(turnPlan(), request: [:])
  }

  mutating func commitBuffer() throws(RealtimeRefusal) {
    let bufferedMs = voiceActivity.elapsedMs - bufferStartMs
    guard bufferedMs >= 100 else {
      throw RealtimeRefusal(
        code: "input_audio_buffer_commit_empty",
        message: "Error committing input audio buffer: buffer too small. Expected at least 100ms of audio, "
          + "but buffer only has \(bufferedMs).00ms of audio.")
    }
    if settings.voiceActivity != nil {
      // The service takes it; a client that does it cuts the caller's words in two.
      report.note(
        RealtimeViolation(
          code: "commit_under_turn_detection", message: "Committed by hand while turn detection is on.",
          eventType: "input_audio_buffer.commit"), in: \.violations)
    }
    let itemID = speech?.itemID ?? nextItemID()
    speech = nil
    voiceActivity.reset()
    commit(itemID, from: bufferStartMs, to: voiceActivity.elapsedMs)
  }

  mutating func clearBuffer() {
    speech = nil
    voiceActivity.reset()
    bufferStartMs = voiceActivity.elapsedMs
    emit("input_audio_buffer.cleared", [:])
  }

  private mutating func commit(_ itemID: String, from startMs: Int, to endMs: Int) {
    bufferStartMs = endMs
    heardMs += endMs - startMs
    let previous = items.last?.id
    emit("input_audio_buffer.committed", ["item_id": .string(itemID), "previous_item_id": .text(previous)])
    report.note(.turnEnded(item: itemID), in: \.moments)
    add(RealtimeItem(id: itemID, content: .heard(transcript: nil)))
    let turn = turns.upcoming(&chance)
    turns.isAsked = true
    let text = turn.heardAs ?? "I have a question."
    report.note(
      RealtimeSessionReport.Utterance(itemID: itemID, startMs: startMs, endMs: endMs, transcript: text),
      in: \.utterances)
    guard settings.transcribes else { return }
    var transcription = Transcription(itemID: itemID, text: text, durationMs: endMs - startMs)
    let delay = chance.draw(60...200)
    for fault in turn.faults {
      guard case .transcription(let when) = fault else { continue }
      switch when {
      case .before: return transcribe(transcription)
      case .after: return turns.transcriptionsAfter.append(transcription)
      case .failed: transcription.fails = true
      case .never: return
      }
    }
    agenda.add(.transcribe(transcription), at: now + .milliseconds(delay))
  }

  mutating func transcribe(_ words: Transcription) {
    if let index = items.lastIndex(where: { $0.id == words.itemID }) {
      items[index].content = .heard(transcript: words.fails ? nil : words.text)
    }
    report.note(.written(item: words.itemID), in: \.moments)
    let id = JSONTree.string(words.itemID)
    guard !words.fails else {
      return emit(
        "conversation.item.input_audio_transcription.failed",
        [
          "item_id": id, "content_index": 0,
          "error": [
            "type": "server_error", "code": "transcription_failed", "message": "Input transcription failed.",
            "param": nil,
          ],
        ])
    }
    for piece in TextPieces.cut(words.text, into: 2) {
      emit(
        "conversation.item.input_audio_transcription.delta",
        ["item_id": id, "content_index": 0, "delta": .string(piece)])
    }
    let heard = words.durationMs / 100
    let written = words.text.utf8.count / 4 + 1
    emit(
      "conversation.item.input_audio_transcription.completed",
      [
        "item_id": id, "content_index": 0, "transcript": .string(words.text),
        "usage": [
          "type": "tokens", "total_tokens": .int(heard + written), "input_tokens": .int(heard),
          "output_tokens": .int(written), "input_token_details": ["text_tokens": 0, "audio_tokens": .int(heard)],
        ],
      ])
  }
}
