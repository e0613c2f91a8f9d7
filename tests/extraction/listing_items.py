"""The entries of an invented list, as every markup of `listing_markups` shows them."""

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Item:
    path: str
    title: str
    teaser: str
    label: str = ""
    day: str = ""
    human: str = ""

    @property
    def link(self) -> str:
        return f'<a href="{self.path}">{escape(self.title)}</a>'


LABEL = "Community News"
ITEMS = (
    Item("/content/heat-plan", "Eleven regions agree on a heat plan",
         "Eleven regions have agreed on a common plan for the reuse of process heat. Over the next three years they "
         "will share measurements, invite each other's engineers and publish what did not work as openly as...",
         "", "2023-04-05", "5 April 2023"),
    Item("/community-news/textile-lab", "Textile cluster opens a test laboratory",
         "The laboratory lends its looms by the hour and trains four operators from member firms every month.",
         LABEL, "2021-06-03", "3 June 2021"),
    Item("/content/course-2022", "Online course on regional strategies",
         "Sixteen short lessons explain how a region finds its priorities. The course is free of charge, so that...",
         "", "2022-09-28", "28 September 2022"),
    Item("/news/forum", "Registration for the policy forum is open!",
         "The forum brings together cluster managers, ministries and banks. Places are limited to two for each "
         "organisation, and registration ends...", "", "2018-01-19", "19 January 2018"),
    Item("/content/untitled-note", "",
         "On 8 March the ministry published the results of its survey among two hundred cluster members, of which "
         "one half had never before answered...", "", "2019-05-08", "8 May 2019"),
    Item("/content/course-2024", "Online course on regional strategies",
         "The second edition adds four lessons on evaluation and is given in six languages, two of which are new...",
         "", "2024-02-14", "14 February 2024"),
    Item("/content/call-opens", "Call for experts: towards shared platforms",
         "The call looks for experts who can moderate meetings of regions with very different levels of experience...",
         "", "2017-03-01", "1 March 2017"),
    Item("/news/call-extended", "The call is extended until 31 March 2017!",
         "The call looks for experts who can moderate meetings of regions with very different levels of experience...",
         "", "2017-03-20", "20 March 2017"),
    Item("/content/food", "Food & packaging: what members ask for",
         "Members of the food and packaging cluster were asked what they miss most. The answers are short: time...",
         LABEL, "2020-11-30", "30 November 2020"),
    Item("/content/mission-report", "A mission to the north, in numbers",
         "Forty companies, nine meetings, two contracts.", "", "2019-10-02", "2 October 2019"),
    Item("https://partner.example/press/wood", "Timber firms look for partners abroad",
         "Three timber firms from the alpine regions look for partners with experience in drying and invite offers...",
         "", "2023-12-24", "24 December 2023"),
    Item("/content/last-one", "How clusters measure what they achieve",
         "An overview of nineteen ways to measure the achievements of a cluster, from membership counts to surveys...",
         "", "2016-07-07", "7 July 2016"),
)  # fmt: skip
