extension TenantScope {
  /// Adds what was said to a call's transcript, without what must not be kept (property 21): nothing else writes transcripts.
  ///
  /// A number that began in utterances that are kept already is taken out of those too. Only utterances with digits can matter,
  /// so only they cost a look at what was said before.
  func keep(_ utterances: [Utterance], of call: Call.ID) async throws(StoreFailure) {
    guard !utterances.isEmpty else { return }
    guard utterances.contains(where: { WordRedaction.concerns($0.text) }) else {
      return try await append(utterances, to: call)
    }
    let redaction = WordRedaction(secrets: try await tenant()?.settings.secrets ?? [])
    let before = try await transcript(of: call, last: WordRedaction.utterancesTogether)
    let all = redaction.redacted(before + utterances)
    let revised = Array(all.prefix(before.count))
    if revised != before { try await revise(last: revised, of: call) }
    try await append(Array(all.dropFirst(before.count)), to: call)
  }
}

extension WordRedaction {
  /// How many utterances are looked at together: enough for a number that is keyed, a key at a time, with a receptionist who
  /// says something in between.
  static let utterancesTogether = 40

  /// What was said in a call, in order, each speaker's utterances together.
  public func redacted(_ utterances: [Utterance]) -> [Utterance] {
    var changed = utterances
    for speaker in Utterance.Speaker.allCases {
      let theirs = utterances.indices.filter { utterances[$0].speaker == speaker }
      let texts = self.redacted(theirs.map { utterances[$0].text })
      for (index, text) in zip(theirs, texts) {
        changed[index] = Utterance(speaker, text, at: utterances[index].at)
      }
    }
    return changed
  }
}
