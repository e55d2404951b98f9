import OfflineSpeech
import VoiceCore

/// The spoken test set: what callers of one company say, by synthesised voices, and what it should be taken for.
enum SpokenTrial {
  /// The company that is asked for.
  static let questions = ["our opening hours", "our address", "parking", "the cost of a cleaning", "your insurance"]
  static let departments = ["the billing department", "sales", "technical support"]

  /// Sentences and the key (or `0` for a person, `*` for the menu) that they mean.
  static let requests: [(means: Character, says: String)] = [
    ("1", "What are your opening hours?"), ("1", "Opening hours please."), ("1", "When are you open?"),
    ("1", "Can you tell me your opening hours please?"), ("2", "What is your address?"),
    ("2", "Where are you located?"),
    ("2", "Could you tell me your address?"), ("2", "I would like to know your address."), ("3", "Is there parking?"),
    ("3", "Where can I park?"), ("4", "What is the cost of a cleaning?"), ("4", "How much is it?"),
    ("5", "I have a question about your insurance."), ("5", "Insurance please."),
    ("6", "I want to talk to the billing department."), ("6", "Billing please."), ("7", "Sales."),
    ("7", "I would like to speak with sales."), ("8", "Put me through to technical support."),
    ("8", "Technical support please."), ("0", "I want to speak to a person."), ("0", "Operator."),
    ("0", "Can I talk to a human?"), ("*", "Say that again please."),
  ]

  /// The answers to a question, which have a grammar of their own.
  static let answers: [(means: SpokenMeaning, says: String)] = [
    (.yes, "Yes."), (.yes, "Yes please."), (.yes, "That's right."), (.no, "No."), (.no, "No thank you."),
    (.no, "That's wrong."),
  ]

  /// What nobody here can help with.
  static let asides = [
    "My dog ate the blue carpet yesterday.", "Can you repair my bicycle?", "Sing me a song about the ocean.",
    "The weather is lovely in Portugal.", "I left my umbrella in the taxi.", "How tall is the Eiffel tower?",
    "Well, I was just thinking about what happened last week.", "Please order a pizza with mushrooms.",
  ]

  /// Voices of espeak-ng: American and British, women and men.
  static let voices = ["en-us", "en-gb", "en-us+f2", "en-gb-scotland+m3", "en-gb-x-rp+f4"]

  static func menu() throws(SpeechFailure) -> KeyMenu {
    guard let number = PhoneNumber("+15550100300") else { throw .noAudio }
    return KeyMenu(
      ReceptionistBrief(
        company: "Acme", language: .english,
        knowledge: questions.enumerated().map {
          KnowledgeEntry(id: Identifier(UInt128($0 + 1)), question: $1, answer: "An answer.")
        },
        departments: departments.enumerated().map {
          Department(id: Identifier(UInt128($0 + 1)), name: $1, number: number)
        }))
  }

  /// What a sentence's sign stands for.
  static func meaning(_ sign: Character) -> SpokenMeaning? {
    switch sign {
    case "0": .person
    case "*": .again
    default: DialKey(sign).map(SpokenMeaning.choice)
    }
  }
}
