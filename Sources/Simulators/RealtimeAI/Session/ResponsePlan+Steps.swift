extension ResponsePlan {
  /// All that the response does, in order, when nobody cancels it.
  func steps(_ pace: SpeakingPace, _ chance: inout SeededChance) -> [ResponseStep] {
    var steps: [ResponseStep] = []
    var ending = ResponseStep(.finish(.completed, reason: nil))
    if !says.isEmpty {
      steps.append(ResponseStep(.openMessage))
      steps += isText ? TextPieces.cut(says, into: 8).map { ResponseStep(.words($0)) } : speech(pace, &chance)
      steps.append(ResponseStep(.closeMessage))
    }
    steps += spoiledCalls.map { ResponseStep(.call($0)) }
    for fault in faults {
      let middle = says.isEmpty ? 0 : steps.count / 2
      switch fault {
      case .stalls(let pause):
        if steps.isEmpty { ending.gap = pause } else { steps[middle].gap += pause }
      case .badBase64: steps.insert(ResponseStep(.badAudio), at: middle)
      case .garbage: steps.insert(ResponseStep(.text("{\"type\":\"response.output_au")), at: middle)
      case .binaryFrame: steps.insert(ResponseStep(.binary), at: middle)
      case .unknownEvents:
        steps.insert(ResponseStep(.unknownEvent("response.output_mood.delta")), at: middle)
        steps.append(ResponseStep(.unknownEvent("conversation.mood.updated")))
      case .error(let error): steps.insert(ResponseStep(.error(error)), at: middle)
      case .fatal(let error): cut(&steps, middle, &ending, .fatal(error))
      case .closes(let code): cut(&steps, middle, &ending, .close(code))
      case .drops: cut(&steps, middle, &ending, .drop)
      case .expires: cut(&steps, middle, &ending, .expire)
      case .failed(let error): cut(&steps, middle, &ending, .finish(.failed, reason: error.rawValue))
      case .incomplete(let reason): cut(&steps, middle, &ending, .finish(.incomplete, reason: reason))
      case .neverDone: ending = ResponseStep(.fallSilent)
      case .neverStops:
        guard !says.isEmpty, !isText else { break }
        let end = steps.firstIndex { if case .closeMessage = $0.kind { true } else { false } } ?? steps.endIndex
        let second = 1_000 * format.bytesPerMillisecond
        cut(&steps, end, &ending, .again(max(0, audio.count - second)..<audio.count))
      default: break
      }
    }
    return steps + [ending]
  }

  /// Everything from there on gives way to one thing.
  private func cut(
    _ steps: inout [ResponseStep], _ index: Int, _ ending: inout ResponseStep, _ kind: ResponseStep.Kind
  ) {
    steps.removeSubrange(index...)
    ending = ResponseStep(kind)
  }

  /// Words and audio in turn, each piece when the one before is made.
  private func speech(_ pace: SpeakingPace, _ chance: inout SeededChance) -> [ResponseStep] {
    var ranges: [Range<Int>] = []
    if faults.contains(where: { if case .giantDelta = $0 { true } else { false } }) {
      ranges = [0..<audio.count]
    } else {
      var begin = 0
      while begin < audio.count {
        let end = min(begin + chance.draw(pace.deltaMs) * format.bytesPerMillisecond, audio.count)
        ranges.append(begin..<end)
        begin = end
      }
    }
    let pieces = TextPieces.cut(says, into: max(ranges.count, 1))
    var steps: [ResponseStep] = []
    for index in 0..<max(ranges.count, pieces.count) {
      if index < pieces.count { steps.append(ResponseStep(.words(pieces[index]))) }
      guard index < ranges.count else { continue }
      let made = index == 0 ? 0 : ranges[index - 1].count / format.bytesPerMillisecond
      steps.append(ResponseStep(.audio(ranges[index]), after: pace.time(forMilliseconds: made)))
    }
    return steps
  }

  private var spoiledCalls: [ToolCall] {
    var before: [ToolCall] = []
    for fault in faults {
      switch fault {
      case .unknownTool: before.append(ToolCall("no_such_tool"))
      case .unknownAttempt:
        before.append(
          ToolCall("report_outcome", arguments: #"{"attempt":9999,"served":false,"reason":"unknown attempt"}"#))
      default: break
      }
    }
    return before + calls
  }
}
