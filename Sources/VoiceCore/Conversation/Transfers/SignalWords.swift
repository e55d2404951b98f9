/// Words that say more than they ask for, in the languages that callers speak most. All are heard in every call: in danger people say
/// it in their own language, whichever the call is in.
enum SignalWords {
  /// Somebody is in danger.
  static let danger = keywords(
    """
    emergency, ambulance, heart attack, having a stroke, can't breathe, cannot breathe, not breathing, bleeding badly,
    unconscious, gas leak, smell gas, house is on fire, building is on fire, there is a fire, there's a fire, call the police,
    call 911, call nine one one, somebody is dying, someone is dying, kill myself, suicide, overdose, being attacked, has a gun

    emergencia, ambulancia, ataque al corazón, infarto, no puedo respirar, no respira, fuga de gas, huele a gas, hay un incendio,
    llame a la policía, llamen a la policía, se está muriendo, suicidarme, sobredosis

    c'est une urgence, crise cardiaque, ne respire plus, ne respire pas, fuite de gaz, au feu, il y a le feu, appelez la police,
    me suicider

    notfall, krankenwagen, notarzt, herzinfarkt, atmet nicht, gasgeruch, es brennt, rufen sie die polizei, umbringen

    emergência, ambulância, ataque cardíaco, não consigo respirar, vazamento de gás, chame a polícia, há um incêndio

    emergenza, ambulanza, attacco di cuore, non respira, fuga di gas, c'è un incendio, chiamate la polizia
    """)

  /// What takes the danger out of such words.
  static let noDanger = keywords(
    """
    not an emergency, no emergency, isn't an emergency, not a emergency, non emergency, emergency service, emergency services,
    emergency number, emergency repair, emergency repairs, emergency plumber

    no es una emergencia, no es emergencia, servicio de emergencia, número de emergencia

    ce n'est pas une urgence, kein notfall, não é uma emergência, non è un'emergenza, pas c'est une urgence
    """)

  /// Somebody is upset.
  static let harsh = keywords(
    """
    ridiculous, useless, stupid, idiot, idiots, damn, damn it, goddamn, fuck, fucking, shit, bullshit, unacceptable, waste of time,
    wasting my time, sick of this, sick of you, fed up, worst service, incompetent, shut up

    ridículo, inútil, inútiles, estúpido, estúpida, idiota, mierda, inaceptable, estoy harto, estoy harta, pérdida de tiempo,
    incompetentes, cállese

    ridicule, merde, stupide, inacceptable, j'en ai marre, perte de temps, incompétents

    lächerlich, scheiße, unverschämt, unverschämtheit, inakzeptabel, nase voll, zeitverschwendung, unfähig

    inútil, estúpido, merda, inaceitável, perda de tempo, stupido, inaccettabile, perdita di tempo
    """)

  private static func keywords(_ list: String) -> [Keyword] {
    list.split { $0 == "," || $0.isNewline }.compactMap { Keyword(String($0)) }
  }
}
