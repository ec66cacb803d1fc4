/** Stems of German verbs that open or close what is to be done ("Prüfen …", "… anpassen"). */
const GERMAN =
  "erstell|anleg|prüf|überprüf|test|festleg|exportier|importier|ausführ|durchführ|start|stopp|beend|aktivier|deaktivier|aktualisier|informier|benachrichtig|dokumentier|festhalt|kontrollier|sicherstell|sicher|wiederherstell|umstell|umschalt|einspiel|einricht|konfigurier|definier|reduzier|kommunizier|anpass|erweiter|lösch|entfern|freigeb|abschalt|anschalt|hochfahr|herunterfahr|verschieb|kopier|vergleich|bestätig|einschalt|ausschalt|zurücksetz|zurückspiel|zurückstell|protokollier|verifizier|melden|meld|sperr|öffn|schließ|schliess|leit|umleit|bereitstell|einles|abgleich|abnehm|wart|beobacht|überwach|installier|migrier|umzieh";
/** Infinitives that open an order in Spanish, Portuguese, French and Italian. */
const ROMANCE =
  "verificar|comprobar|revisar|validar|confirmar|ejecutar|executar|detener|parar|iniciar|arrancar|reiniciar|restaurar|desplegar|implantar|publicar|notificar|avisar|comunicar|informar|activar|ativar|desactivar|desativar|habilitar|deshabilitar|desabilitar|actualizar|atualizar|crear|criar|eliminar|borrar|apagar|remover|migrar|exportar|importar|copiar|mover|cambiar|mudar|alterar|aplicar|instalar|configurar|probar|testar|registrar|documentar|monitorear|monitorizar|monitorar|abrir|cerrar|fechar|apuntar|apontar|revertir|reverter|seleccionar|selecionar|acceder|acessar|promover|realizar|hacer|fazer|vérifier|contrôler|confirmer|valider|exécuter|lancer|arrêter|démarrer|redémarrer|restaurer|sauvegarder|déployer|publier|notifier|prévenir|informer|activer|désactiver|mettre|créer|supprimer|migrer|exporter|importer|copier|déplacer|changer|modifier|appliquer|installer|configurer|tester|documenter|surveiller|ouvrir|fermer|basculer|revenir|sélectionner|verificare|controllare|confermare|eseguire|avviare|fermare|arrestare|riavviare|ripristinare|distribuire|pubblicare|avvisare|comunicare|attivare|disattivare|aggiornare|creare|eliminare|migrare|esportare|importare|copiare|spostare|modificare|applicare|installare|configurare|testare|registrare|documentare|monitorare|aprire|chiudere";

const ORDER = new RegExp(
  `^(?:(?:${GERMAN})e?n|${ROMANCE})(?!\\p{L})|(?<!\\p{L})(?:${GERMAN})e?n$|^\\p{Ll}{2,}(?:ть|ться|ти)(?!\\p{L})`,
  "iu",
);

/** True for a short text that tells what to do in German, Spanish, Portuguese, French, Italian or Russian. */
export function isOrderElsewhere(text: string): boolean {
  const plain = text.replace(/^[^\p{L}]+|[\s.;,!]+$/gu, "");
  return plain.length <= 200 && /\s/.test(plain) && ORDER.test(plain);
}
