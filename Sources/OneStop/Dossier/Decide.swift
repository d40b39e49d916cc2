/// Decides whether a command may be carried out, and what then happens.
///
/// A pure function: the store applies the events and writes them with the state in one transaction. `dossier` is nil
/// only for the three commands that create one.
///
/// - Throws: the first rule that refuses; nothing is half done.
package func decide(_ dossier: Dossier?, _ command: Command, _ context: Context) throws(Refusal) -> [Event] {
    throw .noDossier(command.kind)
}
