namespace Moderation.Models.Text.Rules;

/// <summary>What a phrase of the data files says. Names are those of the files, in kebab case there.</summary>
internal enum PhraseKind
{
    None,
    AgeQuestion,
    Secrecy,
    Alone,
    Meeting,

    /// <summary>A platform where people have account names.</summary>
    Platform,

    /// <summary>A platform whose name is also a common word or an insult; believed only with a colon, an equals sign or a possessive.</summary>
    PlatformWeak,

    /// <summary>Asks to be added or written to.</summary>
    Contact,

    /// <summary>Says that a telephone number follows.</summary>
    PhoneHint,

    /// <summary>A payment service that has account names.</summary>
    Payment,

    /// <summary>A payment service whose name is also a first name or word; believed with a number or a colon.</summary>
    PaymentWeak,

    /// <summary>A prepaid card of 16 digits.</summary>
    Prepaid16,

    /// <summary>A prepaid card of 10 to 12 digits or characters.</summary>
    Prepaid10,

    /// <summary>Says that a code of a card follows.</summary>
    CodeHint,

    /// <summary>A word for the at sign.</summary>
    At,

    /// <summary>A word for the dot.</summary>
    Dot,

    /// <summary>A word for the underscore.</summary>
    Underscore,

    /// <summary>A provider of mailboxes.</summary>
    MailHost,

    /// <summary>A small word that may stand between a platform and an account name.</summary>
    Link,

    /// <summary>My, your: what makes a weak platform name one.</summary>
    Own,

    /// <summary>A common word that is no account name even behind a colon.</summary>
    Stop,
}
