import VoiceCore

/// Every sentence that a key menu can need, spoken before the call begins: during it nothing is rendered.
struct MenuScript: Sendable {
  let greeting: [Speech]
  let menu: [Speech]
  let answers: [DialKey: Speech]
  /// Whether the caller meant what the key stands for; only where speech is understood.
  let questions: [DialKey: Speech]
  let notUnderstood: Speech
  let pressAKey: Speech
  let unknownKey: Speech
  let unknownExtension: Speech
  let handOver: Speech
  let handOverTo: [Department.ID: Speech]
  let goodbye: Speech
  let stillThere: Speech
  let backAgain: Speech

  init(
    for brief: ReceptionistBrief, _ menu: KeyMenu, hearing words: Bool, by synthesizer: any SpeechSynthesizer
  ) async throws(SpeechFailure) {
    func speak(_ phrase: Phrase) async throws(SpeechFailure) -> Speech {
      try await synthesizer.speech(for: phrase.text(in: brief.spoken.ofPrompts), in: brief.spoken.ofPrompts)
    }
    greeting = [try await speak(brief.welcome)] + (words ? [try await speak(.sayOrPress)] : [])
    var offers: [Speech] = []
    var answers: [DialKey: Speech] = [:]
    var questions: [DialKey: Speech] = [:]
    var handOverTo: [Department.ID: Speech] = [:]
    for (key, choice) in menu.offers {
      switch choice {
      case .entry(let entry):
        offers.append(try await speak(.offer(entry, key: key)))
        if words { questions[key] = try await speak(.didYouMean(entry.question)) }
        answers[key] = try await synthesizer.speech(for: entry.answer, in: brief.language)
      case .department(let department):
        offers.append(try await speak(.offerDepartment(department, key: key)))
        handOverTo[department.id] = try await speak(.handOver(toDepartment: department.name))
      case .person, .again: break
      }
    }
    offers.append(try await speak(.offerPerson))
    self.menu = offers
    self.answers = answers
    self.questions = questions
    self.handOverTo = handOverTo
    notUnderstood = try await speak(.notUnderstood)
    pressAKey = try await speak(.pressAKey)
    unknownKey = try await speak(.unknownKey)
    unknownExtension = try await speak(.unknownExtension)
    handOver = try await speak(.handOver(toDepartment: nil))
    goodbye = try await speak(.goodbye)
    stillThere = try await speak(.stillThere)
    backAgain = try await speak(.backAgain)
  }
}
