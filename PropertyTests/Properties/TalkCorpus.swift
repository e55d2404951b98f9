import VoiceCore

/// What callers and receptionists say in many languages, and what is in none.
enum TalkCorpus {
  static let sentences: [Talk.Sentence] = clear.flatMap { tag, texts in
    texts.compactMap { text in Language(tag).map { Talk.Sentence(language: $0, text: text) } }
  }

  static let languages: [Language] =
    clear.compactMap { Language($0.0) } + ["es-MX", "pt-BR"].compactMap { Language($0) }

  private static let clear: [(String, [String])] = [
    (
      "en",
      [
        "When are you open tomorrow?", "I would like to speak with someone about my bill, please.",
        "We are open from nine to five.",
      ]
    ),
    (
      "es",
      [
        "¿Cuándo están abiertos mañana?", "Quiero hablar con una persona, por favor.",
        "Estamos abiertos de nueve a cinco los días de semana.",
      ]
    ),
    (
      "fr",
      [
        "Bonjour, je voudrais parler avec un conseiller.", "Quels sont vos horaires, s'il vous plaît ?",
        "Nous sommes ouverts de neuf heures à dix-sept heures.",
      ]
    ),
    (
      "de",
      [
        "Guten Tag, wann haben Sie geöffnet?", "Ich möchte bitte mit einem Mitarbeiter sprechen.",
        "Wir haben von neun bis fünf Uhr geöffnet.",
      ]
    ),
    (
      "it",
      [
        "Buongiorno, vorrei sapere gli orari di apertura.", "Quando siete aperti?",
        "Siamo aperti dalle nove alle cinque, grazie.",
      ]
    ),
    (
      "pt",
      [
        "Bom dia, eu gostaria de falar com uma pessoa.", "Vocês abrem amanhã? Eu queria um horário.",
        "Não, obrigado, você está certo.",
      ]
    ),
    (
      "nl",
      [
        "Goedemorgen, wanneer zijn jullie open?", "Ik wil graag een afspraak maken.",
        "Wij zijn van negen tot vijf open.",
      ]
    ),
    (
      "pl",
      [
        "Dzień dobry, chciałbym się dowiedzieć, kiedy jest otwarte.", "Proszę, czy mogę rozmawiać z kimś?",
        "Nie, dziękuję, jak jest dla państwo?",
      ]
    ),
    ("sv", ["Hej, när har ni öppet?", "Jag vill tala med en person.", "Vi har öppet från nio till fem."]),
    (
      "tr",
      ["Merhaba, saat kaçta açık?", "Ben bir randevu istiyorum, lütfen.", "Saat dokuz ile beş için açık, teşekkürler."]
    ),
    ("ru", ["Здравствуйте, когда вы открыты?", "Я хочу поговорить с человеком."]),
    ("uk", ["Добрий день, коли ви відчинені?", "Мені потрібна її допомога, будь ласка."]),
    ("ja", ["営業時間は何時ですか。", "担当者とお話ししたいのですが。"]), ("zh", ["请问你们几点开门营业?", "我想找人工客服谈谈。"]),
    ("ar", ["مرحبا، متى تفتحون أبوابكم؟", "أريد التحدث مع شخص من فضلك."]), ("ko", ["안녕하세요, 영업시간이 어떻게 되나요?"]),
  ]

  static let unclear = [
    "", "   ", "…", "Hm?", "OK", "42", "+1 415 555 0100", "Yes.", "No.", "Sí.", "Hola.", "Bonjour", "Hello", "Danke",
    "Pizza Margherita",
    "García", "Jean-Luc de la Fontaine", "Müller und Söhne", "Hola, I want hablar con the manager por favor",
    "Guten Morgen, hello, are you",
    "Señor Smith, please", "Da", "La Paz", "东", "Анна",
  ]
}
