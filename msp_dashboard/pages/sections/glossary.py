"""The glossary of the Method page: terms of safeguarding and of figures in plain words."""

TERMS = {
    "Adult": "A person aged 18 or over with care and support needs, about whom somebody is worried.",
    "Advocate": "Someone who helps a person to be heard. An independent advocate is not family, a friend, "
    "or paid to give the person’s care.",
    "Appropriate person": "Someone suitable and willing to help an adult who has substantial difficulty in "
    "taking part. The adult must agree to it or, if they lack capacity to agree, it must be in their best "
    "interests. It cannot be anybody who is paid or professionally engaged to give them care or treatment, "
    "or who is involved in the abuse. Where there is nobody, the council must arrange an independent "
    "advocate (Care Act 2014, section 68).",
    "Attorney or deputy": "Someone with the legal power to decide for a person: an attorney was chosen by "
    "the person beforehand, a deputy is appointed by the Court of Protection. Each may decide only about "
    "what their power covers.",
    "Best interests": "When somebody lacks capacity for a decision, whoever decides must do what is best for "
    "that person, taking account of the person’s wishes, feelings, beliefs and values, and of the views of "
    "people close to them (Mental Capacity Act 2005, section 4).",
    "Capacity": "Being able to make one particular decision at the time when it is needed. Everyone is "
    "presumed able unless it is established otherwise. Somebody lacks capacity for a decision if they cannot "
    "make it because of an impairment of, or a disturbance in, the mind or brain, and only after all "
    "practicable help to decide has been given.",
    "Concern": "A worry that an adult may be at risk of abuse or neglect, told to the council.",
    "Court of Protection": "The court that decides for people who lack capacity. What it decides is not in "
    "these figures.",
    "Date of the data": "The day on which the records were taken out of the council’s system. What was "
    "written down later is not here.",
    "Deprivation of Liberty Safeguards (DoLS)": "Legal checks for when somebody who lacks capacity is "
    "deprived of their liberty in a care home or hospital, to keep them safe.",
    "Enquiry": "What the council does, or has others do, to find out what happened and what should be done. "
    "It has ended when the council has decided so and written down the date.",
    "Enquiry under section 42": "An enquiry that the Care Act 2014 requires: where an adult with care and "
    "support needs is, or may be, experiencing or at risk of abuse or neglect, and because of those needs "
    "cannot protect themselves.",
    "Independent Domestic Violence Advocate (IDVA)": "An independent advocate for people harmed by a "
    "partner or family member.",
    "Independent Mental Capacity Advocate (IMCA)": "An independent advocate for someone who lacks capacity "
    "for a decision. In safeguarding the council may appoint one. For some decisions one must be appointed, "
    "when there is nobody to consult.",
    "Independent Mental Health Advocate (IMHA)": "An independent advocate for people who are detained under "
    "the Mental Health Act, or under guardianship or a community treatment order, and for some others.",
    "Independent Sexual Violence Advocate (ISVA)": "An independent advocate for people harmed by sexual "
    "violence.",
    "Made-up data": "Data of people who do not exist, also called synthetic. Such figures only show what the "
    "pages look like; they say nothing about any council.",
    "Making Safeguarding Personal": "Working with people from the start on what they want to happen, and "
    "asking at the end whether it did.",
    "Median": "The middle one. Half took less time and half took longer.",
    "Paid representative": "A Relevant Person’s Representative who is paid, where no family or friend can "
    "do it.",
    "Plausible range": "How far chance alone could move a figure, had the same service met similar people "
    "again. A wide range means that few people stand behind the figure.",
    "Relevant Person’s Representative": "Someone who keeps in touch with a person under a DoLS "
    "authorisation and speaks up for them; paid or not.",
    "Release": "One set of figures, made from one export of records, that never changes afterwards. A later "
    "export makes a new release with the next number.",
    "Safeguarding Adults Board": "The council, health services, the police and others, who together see "
    "that adults are kept safe.",
    "Safeguarding Adults Collection": "What all councils in England report each year. Its tables are named "
    "SG and a number.",
    "Substantial difficulty": "Great difficulty in understanding, remembering or weighing up what matters, "
    "or in saying what one wants.",
    "Wish": "What a person wants to happen, also called a desired outcome.",
}
