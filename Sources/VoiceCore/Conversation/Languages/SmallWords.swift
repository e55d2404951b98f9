/// The small words of languages that are written in Latin letters, and those with which callers begin.
enum SmallWords {
  typealias Entry = (tag: String, words: [Substring])

  static let all: [Entry] = [
    entry(
      "en",
      """
      the a i you is are do does what when where how would like to know your my and of for have can please open need want could \
      with it this that not we at on was there will be about from thanks thank hello good morning speak someone they our today \
      tomorrow which who why has any some if
      """),
    entry(
      "es",
      """
      el la los las un una de que y en es son por para con mi su quiero quisiera necesito hola gracias cuándo cuando dónde donde \
      cómo como está están abren abierto tienen puedo favor me se lo del al hay cuál qué buenos buenas días tardes usted ustedes \
      hablar pero muy estamos abiertos mañana hasta yo nuestro
      """),
    entry(
      "fr",
      """
      le la les un une des de du je vous et est sont que qui pour avec mon ma votre bonjour merci quand où comment voudrais puis \
      ai pas ce cette dans sur au aux quel quelle quelles êtes parler nous il elle ouvert ouverts à j avez suis jusqu notre vos plaît horaires
      """),
    entry(
      "de",
      """
      der die das ein eine einen und ist sind ich sie wir haben hat mit für von zu wann wo wie möchte bitte nicht auf im den dem \
      es geöffnet guten tag danke kann können mein meine ihre ihr ihnen uhr brauche habe bis auch nach über
      """),
    entry(
      "it",
      """
      il lo la gli le un una di che e è sono per con mio vorrei buongiorno grazie quando dove come non ho avete del della nel \
      posso siete aperti mi vi orari parlare dalle alle sul nostro domani ho
      """),
    entry(
      "pt",
      """
      o a os as um uma de que e é são por para com meu minha seu quero queria gostaria obrigado obrigada quando onde como não \
      está vocês você do da no na eu tem bom dia posso falar horário abrem até nosso às
      """),
    entry(
      "nl",
      """
      de het een en is zijn ik u jullie wat wanneer waar hoe wil graag met voor van niet op mijn uw kan kunt goedemorgen dank heb \
      hebben te dat er wij bent ons tot zijn
      """),
    entry(
      "pl",
      """
      jest są i w na z do się nie co kiedy gdzie jak czy chcę chciałbym chciałabym proszę dziękuję dzień dobry mam państwo o dla \
      mój moje od jesteśmy mogę
      """),
    entry(
      "sv",
      """
      och är det en ett jag ni vi har som för med på när var hur vill kan inte till av min er hej tack öppet öppna den att från
      """),
    entry(
      "tr",
      """
      ve bir bu ne zaman nerede nasıl istiyorum lütfen teşekkürler merhaba için ile mi mı mu mü saat kaçta açık ben siz değil var \
      kadar
      """),
    entry(
      "ro",
      """
      și este sunt un o de la cu pentru când unde cum vreau aș dori bună ziua mulțumesc nu ce vă rog să deschis până
      """),
  ]

  private static func entry(_ tag: String, _ words: String) -> Entry { (tag, words.split(separator: " ")) }
}
