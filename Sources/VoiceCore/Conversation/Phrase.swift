/// What the receptionist says in its own words; the tenant's answers are said as the tenant wrote them.
public enum Phrase: Equatable, Sendable {
  case welcome(company: String)
  case welcomeBack
  case offer(KnowledgeEntry, key: DialKey)
  case offerDepartment(Department, key: DialKey)
  case offerPerson
  case unknownKey
  case handOver(toDepartment: String?)
  case goodbye

  /// The words in a language. Languages without words of ours use English, the declared fallback.
  public func text(in language: Language) -> String {
    language.primary == "es" ? spanish : english
  }

  private var english: String {
    switch self {
    case .welcome(let company): "Welcome to \(company)."
    case .welcomeBack: "We were cut off. I am still here."
    case .offer(let entry, let key): "For \(entry.question), press \(key)."
    case .offerDepartment(let department, let key): "For \(department.name), press \(key)."
    case .offerPerson: "To speak with a person, press 0."
    case .unknownKey: "Sorry, that key has no meaning here."
    case .handOver(nil): "I am connecting you with customer service. Please hold."
    case .handOver(let name?): "I am connecting you with \(name). Please hold."
    case .goodbye: "Thank you for calling. Goodbye."
    }
  }

  private var spanish: String {
    switch self {
    case .welcome(let company): "Bienvenido a \(company)."
    case .welcomeBack: "Se cortó la llamada. Sigo aquí."
    case .offer(let entry, let key): "Para \(entry.question), pulse \(key)."
    case .offerDepartment(let department, let key): "Para \(department.name), pulse \(key)."
    case .offerPerson: "Para hablar con una persona, pulse 0."
    case .unknownKey: "Lo siento, esa tecla no tiene función aquí."
    case .handOver(nil): "Le comunico con atención al cliente. Espere, por favor."
    case .handOver(let name?): "Le comunico con \(name). Espere, por favor."
    case .goodbye: "Gracias por llamar. Adiós."
    }
  }
}
