using Moderation.Api.Web;
using Moderation.Api.Web.Review;
using Moderation.Core.Policies;
using Moderation.Core.Wire;

namespace Moderation.Tests.Unit.Web;

public sealed class ReasonWordsTests
{
    /// <summary>Sentences as the tests of conditions hold them, one of each form.</summary>
    [Theory]
    [InlineData("belief", "The probability that the person is under 18 (minor) is 0.93; more than 0.5 is needed.", "Probabilité que la personne ait moins de 18 ans (minor) : 0,93 ; requis : plus de 0,5.")]
    [InlineData("belief", "The probability that the person is under 18 is unknown; at least 0.9 is needed.", "Probabilité que la personne ait moins de 18 ans : inconnu ; requis : au moins 0,9.")]
    [InlineData("said_lines", "How many flagged lines were said by the subject (hostile) over 2m: 5 lines; at least 3 is needed.", "Nombre de messages relevés par l’auteur (hostile) sur 2m : 5 messages ; requis : au moins 3.")]
    [InlineData("received_coins", "The coins of the gifts sent to the person over 10m is 123.4 coins a minute; less than 100 is needed.", "Pièces des cadeaux envoyés à la personne sur 10m : 123,4 pièces par minute ; requis : moins de 100.")]
    [InlineData("received_coins", "The coins of the gifts sent to the person over 1m is 30 coins; at least 90 (3 * received.usual_rate) is needed.", "Pièces des cadeaux envoyés à la personne sur 1m : 30 pièces ; requis : au moins 90 (3 * received.usual_rate).")]
    [InlineData("role", "Why the person is on screen: host; guest or opponent is needed.", "Raison de la présence de la personne à l’écran : hôte ; requis : invité ou adversaire.")]
    [InlineData("standing_age_assurance", "What the platform knows of the subject's age: verified_adult; anything but verified_adult is needed.", "Ce que la plateforme sait de l’âge du compte : adulte vérifié ; requis : autre chose que adulte vérifié.")]
    [InlineData("covered", "Whether something lies over the person's face: true; false is needed.", "Quelque chose recouvre le visage de la personne : oui ; requis : non.")]
    [InlineData("clear_face_time", "The time for which the person's face was clearly seen over 2m is 1h 2m 5s; at least 20s is needed.", "Temps pendant lequel le visage de la personne a été vu nettement sur 2m : 1h 2m 5s ; requis : au moins 20s.")]
    [InlineData("conversation_rank", "The conversation's rank; it orders conversations and is no probability is 0.7; at least 0.5 is needed.", "Rang de la conversation, qui classe les conversations et n’est pas une probabilité : 0,7 ; requis : au moins 0,5.")]
    [InlineData("held", "This has held for 12 s; 7.5 s are needed.", "Cela dure depuis 12 s ; il en faut 7,5.")]
    [InlineData("human_review", "A person must look: this proves nothing by itself.", "Une personne doit regarder : cela ne prouve rien en soi.")]
    public void A_reason_is_told_in_French(string code, string english, string french) => Assert.Equal(french, ReasonWords.Say(Words.French, new Reason(code, english)));

    [Theory]
    [InlineData("belief", "The belief is 0.91.")]
    [InlineData("received_coins", "2 * received.coins over 1m is 60; at least 50 is needed.")]
    [InlineData("from_an_older_build", "It was so.")]
    public void What_French_has_no_words_for_is_left_to_the_record(string code, string english) => Assert.Null(ReasonWords.Say(Words.French, new Reason(code, english)));

    [Fact]
    public void Every_fact_that_sheets_can_read_can_be_told() => Assert.All(
        Vocabulary.Facts, fact => Assert.NotNull(ReasonWords.Say(Words.French, new Reason(fact.Name.Replace('.', '_'), $"{char.ToUpperInvariant(fact.Says[0])}{fact.Says[1..]}: 5; at least 3 is needed."))));

    [Fact]
    public void English_is_the_record_itself() => Assert.Equal("The belief is 0.91.", ReasonWords.Say(Words.English, new Reason("belief", "The belief is 0.91.")));
}
