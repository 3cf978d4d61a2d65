using Moderation.Models.Text;
using Moderation.Models.Text.Rules;

namespace Moderation.Tests.Unit.Models.Text.Rules;

public sealed class CueRuleTests
{
    [Theory]
    [InlineData(RuleKind.AgeQuestion, "t'as quel age", "t'as quel age")]
    [InlineData(RuleKind.AgeQuestion, "Salut T’AS QUEL ÂÂÂGE ??", "T’AS QUEL ÂÂÂGE")]
    [InlineData(RuleKind.AgeQuestion, "t ki age", "t ki age")]
    [InlineData(RuleKind.AgeQuestion, "tu es en quelle classe ?", "tu es en quelle classe")]
    [InlineData(RuleKind.AgeQuestion, "how old r u", "how old r u")]
    [InlineData(RuleKind.AgeQuestion, "h0w 0ld are you", "h0w 0ld are you")]
    [InlineData(RuleKind.AgeQuestion, "what grade are you in", "what grade are you in")]
    [InlineData(RuleKind.AgeQuestion, "t'as combien d'années", "t'as combien d'années")]
    [InlineData(RuleKind.Secrecy, "dis rien à tes parents", "dis rien à tes parents")]
    [InlineData(RuleKind.Secrecy, "ça reste entre nous hein", "ça reste entre nous")]
    [InlineData(RuleKind.Secrecy, "it's our little secret", "our little secret")]
    [InlineData(RuleKind.Secrecy, "efface les messages", "efface les messages")]
    [InlineData(RuleKind.Secrecy, "don't tell your mom", "don't tell your mom")]
    [InlineData(RuleKind.Secrecy, "delete our chat", "delete our chat")]
    [InlineData(RuleKind.Secrecy, "keep it just between us", "keep it just between us")]
    [InlineData(RuleKind.Alone, "t'es seuuule là ?", "t'es seuuule")]
    [InlineData(RuleKind.Alone, "are your parents home?", "are your parents home")]
    [InlineData(RuleKind.Alone, "ta mère est là ?", "ta mère est là")]
    [InlineData(RuleKind.Alone, "are you home alone", "are you home alone")]
    [InlineData(RuleKind.Alone, "where are ur parents", "where are ur parents")]
    [InlineData(RuleKind.Meeting, "on se voit où", "on se voit où")]
    [InlineData(RuleKind.Meeting, "i can pick you up after", "i can pick you up")]
    [InlineData(RuleKind.Meeting, "je t'envoie un cadeau chez toi", "je t'envoie un cadeau")]
    [InlineData(RuleKind.Meeting, "send me your address", "send me your address")]
    [InlineData(RuleKind.Meeting, "t'habites où", "t'habites où")]
    public void A_cue_is_found_where_it_stands(RuleKind kind, string line, string cue) => Assert.Equal(cue, RuleHits.Of(kind, line)[0]);

    [Theory]
    [InlineData("mon chien a quel age tu crois")]
    [InlineData("l'age du film on s'en fout")]
    [InlineData("what grade did he get")]
    [InlineData("how old is this game")]
    [InlineData("le secret c'est de jouer tous les jours")]
    [InlineData("mes parents regardent le live")]
    [InlineData("are you there")]
    [InlineData("tout seul il a gagné")]
    [InlineData("on se calme")]
    [InlineData("je t'envoie une rose")]
    [InlineData("send me a rose")]
    [InlineData("merci pour le cadeau")]
    [InlineData("dis pas ça")]
    [InlineData("delete this app")]
    [InlineData("see you tomorrow")]
    public void The_same_words_in_another_act_are_no_cue(string line) => Assert.DoesNotContain(RuleHits.All(line), match => match.Kind >= RuleKind.AgeQuestion);

    [Theory]
    [InlineData("tu es en quelle classe ? moi j'enseigne en cm2")]
    [InlineData("how old are you now little cat")]
    public void A_teacher_or_an_owner_of_a_pet_hits_too_because_only_a_conversation_is_judged(string line) =>
        Assert.NotEmpty(RuleHits.Of(RuleKind.AgeQuestion, line));

    [Fact]
    public void Every_kind_explains_itself_in_both_languages_in_one_sentence()
    {
        var sentences = Enum.GetValues<RuleKind>().SelectMany(kind => new[] { RuleExplanations.Of(kind, "en"), RuleExplanations.Of(kind, "fr") }).ToList();

        Assert.Equal(sentences.Count, sentences.Distinct().Count());
        Assert.All(sentences, sentence => Assert.EndsWith(".", sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void A_short_sheet_of_patterns_expands_to_what_it_says()
    {
        var sequences = PhrasePattern.Expand("a|b+c _ d?").Select(words => string.Join(' ', words));

        Assert.Equal(["a _ d", "a _", "b c _ d", "b c _"], sequences);
    }
}
