/// What the receptionist says in its own words; the tenant's answers are said as the tenant wrote them.
public enum Phrase: Equatable, Sendable {
  case welcome(company: String)
  /// The tenant's own words, in whatever language they are.
  case own(String)
  /// The company has called.
  case calling(company: String)
  case welcomeBack
  /// A person has spoken with the caller, and the receptionist goes on.
  case backAgain
  case offer(KnowledgeEntry, key: DialKey)
  case offerDepartment(Department, key: DialKey)
  case offerPerson
  /// Words are understood too.
  case sayOrPress
  /// Whether the caller meant this: asked before it is answered.
  case didYouMean(String)
  /// Words that fit nothing.
  case notUnderstood
  /// Words that couldn't be listened to.
  case pressAKey
  case unknownKey
  case unknownExtension
  case handOver(toDepartment: String?)
  /// Where the caller stands in the queue, and for how many minutes yet, where that is known.
  case place(Int, minutes: Int?)
  case stillWaiting
  /// Who waits may be called back by key.
  case callBackOffer
  /// They will be.
  case callBackPromised
  /// The caller may leave a message for this department, or company.
  case leaveMessage(forWhom: String)
  case messageTaken
  case nobodyAnswers
  case goodbye
  /// The answer takes a while.
  case oneMoment
  /// The session ends in half a minute, since nobody speaks or since it has lasted so long.
  case stillThere
  case endsSoon
  /// What was asked for can't be done.
  case cannotDo
  /// No voice AI can go on; a person is asked for.
  case cannotGoOn
  /// For the receiver of a warm transfer: whose call it is, why, and what the caller said.
  case askReceiver(company: String, from: Caller, because: TransferReason?, said: [String])
  /// The call is recorded from now on.
  case recorded

  /// Languages that we have words of our own in.
  private static let languages: [Language] = [.english, .spanish]

  /// The language of our own words for somebody who speaks this one; `nil` when we have none in it.
  public static func language(for spoken: Language) -> Language? {
    languages.contains { $0.primary == spoken.primary } ? spoken : nil
  }

  /// The words in a language. Languages without words of ours use English, the declared fallback.
  public func text(in language: Language) -> String {
    language.primary == "es" ? spanish : english
  }

  private var english: String {
    switch self {
    case .welcome(let company): "Welcome to \(company)."
    case .own(let text): text
    case .calling(let company): "Hello, this is \(company) calling."
    case .welcomeBack: "We were cut off. I am still here."
    case .backAgain: "I am back. What else can I do for you?"
    case .offer(let entry, let key): "For \(entry.question), press \(key)."
    case .offerDepartment(let department, let key): "For \(department.name), press \(key)."
    case .offerPerson: "To speak with a person, press 0."
    case .sayOrPress: "Say what you need, or press a key."
    case .didYouMean(let subject): "Did you ask for \(subject)? Say yes or no, or press 1 for yes, 2 for no."
    case .notUnderstood: "Sorry, I did not understand."
    case .pressAKey: "Sorry, I can't listen now. Please press a key."
    case .unknownKey: "Sorry, that key has no meaning here."
    case .unknownExtension: "Sorry, nobody has that extension."
    case .handOver(nil): "I am connecting you with customer service. Please hold."
    case .handOver(let name?): "I am connecting you with \(name). Please hold."
    case .place(let place, nil): "You are number \(place) in line. Please hold."
    case .place(let place, let minutes?):
      "You are number \(place) in line. The estimated wait is \(minutes) \(minutes == 1 ? "minute" : "minutes"). Please hold."
    case .stillWaiting: "Thank you for your patience. Please hold."
    case .callBackOffer: "To be called back without losing your place, press 1."
    case .callBackPromised: "We will call you back on this number when it is your turn. Goodbye."
    case .leaveMessage(let whom):
      "You have reached \(whom). Nobody can take your call now. Please leave a message after the tone, then press the pound key."
    case .messageTaken: "Thank you. Your message was saved. Goodbye."
    case .nobodyAnswers: "We are sorry, nobody can take your call now. Please call again later. Goodbye."
    case .goodbye: "Thank you for calling. Goodbye."
    case .oneMoment: "One moment, please."
    case .stillThere: "Are you still there? Otherwise this call ends soon."
    case .endsSoon: "We have half a minute left."
    case .cannotDo: "I am sorry, I can't do that now. What else can I do for you?"
    case .cannotGoOn: "I am sorry, I can't go on myself."
    case .askReceiver(let company, let caller, let reason, let said):
      "A call for \(company) from \(Self.spoken(caller) ?? "a withheld number"). "
        + (reason.map { "Reason: \(Self.english($0)). " } ?? "")
        + (said.isEmpty ? "" : "The caller said: \(said.joined(separator: ". ")). ")
        + "To take the call press 1. To decline press 2."
    case .recorded: "This call is recorded."
    }
  }

  private var spanish: String {
    switch self {
    case .welcome(let company): "Bienvenido a \(company)."
    case .own(let text): text
    case .calling(let company): "Hola, le llamamos de \(company)."
    case .welcomeBack: "Se cortó la llamada. Sigo aquí."
    case .backAgain: "Ya estoy de vuelta. ¿En qué más puedo ayudarle?"
    case .offer(let entry, let key): "Para \(entry.question), pulse \(key)."
    case .offerDepartment(let department, let key): "Para \(department.name), pulse \(key)."
    case .offerPerson: "Para hablar con una persona, pulse 0."
    case .sayOrPress: "Diga lo que necesita o pulse una tecla."
    case .didYouMean(let subject): "¿Ha preguntado por \(subject)? Diga sí o no, o pulse 1 para sí, 2 para no."
    case .notUnderstood: "Lo siento, no le he entendido."
    case .pressAKey: "Lo siento, ahora no puedo escucharle. Pulse una tecla, por favor."
    case .unknownKey: "Lo siento, esa tecla no tiene función aquí."
    case .unknownExtension: "Lo siento, nadie tiene esa extensión."
    case .handOver(nil): "Le comunico con atención al cliente. Espere, por favor."
    case .handOver(let name?): "Le comunico con \(name). Espere, por favor."
    case .place(let place, nil): "Usted es el número \(place) en la fila. Espere, por favor."
    case .place(let place, let minutes?):
      "Usted es el número \(place) en la fila. La espera estimada es de \(minutes) \(minutes == 1 ? "minuto" : "minutos"). Espere, por favor."
    case .stillWaiting: "Gracias por su paciencia. Espere, por favor."
    case .callBackOffer: "Para que le llamemos sin perder su lugar, pulse 1."
    case .callBackPromised: "Le llamaremos a este número cuando sea su turno. Adiós."
    case .leaveMessage(let whom):
      "Ha llamado a \(whom). Nadie puede atenderle ahora. Deje su mensaje después del tono y pulse la tecla almohadilla."
    case .messageTaken: "Gracias. Su mensaje ha quedado grabado. Adiós."
    case .nobodyAnswers: "Lo sentimos, nadie puede atender su llamada ahora. Llame más tarde, por favor. Adiós."
    case .goodbye: "Gracias por llamar. Adiós."
    case .oneMoment: "Un momento, por favor."
    case .stillThere: "¿Sigue ahí? Si no, la llamada terminará pronto."
    case .endsSoon: "Nos queda medio minuto."
    case .cannotDo: "Lo siento, eso no puedo hacerlo ahora. ¿En qué más puedo ayudarle?"
    case .cannotGoOn: "Lo siento, no puedo seguir atendiéndole."
    case .askReceiver(let company, let caller, let reason, let said):
      "Una llamada para \(company) de \(Self.spoken(caller) ?? "un número oculto"). "
        + (reason.map { "Motivo: \(Self.spanish($0)). " } ?? "")
        + (said.isEmpty ? "" : "La persona dijo: \(said.joined(separator: ". ")). ")
        + "Para tomar la llamada pulse 1. Para rechazarla pulse 2."
    case .recorded: "Esta llamada se graba."
    }
  }

  /// A number digit by digit, so that no voice reads it as millions.
  private static func spoken(_ caller: Caller) -> String? {
    caller.number.map { $0.e164.dropFirst().map(String.init).joined(separator: " ") }
  }

  private static func english(_ reason: TransferReason) -> String {
    switch reason {
    case .attemptsExhausted: "the receptionist could not help"
    case .callerWish: "the caller asked for a person"
    case .keyword: "the caller named a word of your rules"
    case .vip: "an important caller"
    case .frustration: "the caller is upset"
    case .emergency: "an emergency"
    case .operatorWish: "somebody of yours took the call over"
    case .aiUnavailable: "the receptionist is not available"
    }
  }

  private static func spanish(_ reason: TransferReason) -> String {
    switch reason {
    case .attemptsExhausted: "la recepción no pudo ayudar"
    case .callerWish: "pidió hablar con una persona"
    case .keyword: "dijo una palabra de sus reglas"
    case .vip: "un cliente importante"
    case .frustration: "la persona está molesta"
    case .emergency: "una emergencia"
    case .operatorWish: "alguien de su equipo tomó la llamada"
    case .aiUnavailable: "la recepción no está disponible"
    }
  }
}
