"""The glossary of the Method page: terms of safeguarding in plain words."""

TERMS = {
    "Adult": "A person aged 18 or over with care and support needs, about whom somebody is worried.",
    "Advocate": "Someone who helps a person to be heard. An independent advocate is not family, a friend, "
    "or paid to give the person’s care.",
    "Appropriate person": "Someone suitable, such as family or a friend, who can help a person to take "
    "part, and whom the person wants. Where there is nobody, the Care Act asks for an independent advocate.",
    "Best interests": "When somebody lacks capacity for a decision, others must decide what is right for "
    "that person, starting from their wishes and feelings (Mental Capacity Act 2005).",
    "Capacity": "Being able to make one particular decision at the time when it is needed. Everyone is "
    "presumed able unless an assessment of that decision finds otherwise.",
    "Concern": "A worry that an adult may be at risk of abuse or neglect, told to the council.",
    "Court of Protection": "The court that decides for people who lack capacity. What it decides is not in "
    "these figures.",
    "Deprivation of Liberty Safeguards (DoLS)": "Legal checks for when somebody who lacks capacity is "
    "deprived of their liberty in a care home or hospital, to keep them safe.",
    "Enquiry": "What the council does, or has others do, to find out what happened and what should be done. "
    "A section 42 enquiry is one that the Care Act 2014 requires.",
    "Independent Domestic Violence Advocate (IDVA)": "An independent advocate for people harmed by a "
    "partner or family member.",
    "Independent Mental Capacity Advocate (IMCA)": "An independent advocate for someone who lacks capacity "
    "for a decision. In safeguarding the council may ask for one; it must for some decisions only.",
    "Independent Mental Health Advocate (IMHA)": "An independent advocate for someone who is treated under "
    "the Mental Health Act.",
    "Independent Sexual Violence Advocate (ISVA)": "An independent advocate for people harmed by sexual "
    "violence.",
    "Making Safeguarding Personal": "Working with people from the start on what they want to happen, and "
    "asking at the end whether it did.",
    "Plausible range": "How far chance alone could move a figure, had the same service met similar people "
    "again.",
    "Relevant Person’s Representative": "Someone who keeps in touch with a person under a DoLS "
    "authorisation and speaks up for them; paid or not.",
    "Release": "One set of figures, made from one export, that never changes afterwards.",
    "Safeguarding Adults Board": "The council, health services, the police and others, who together see "
    "that adults are kept safe.",
    "Safeguarding Adults Collection": "What all councils in England report each year. Its tables are named "
    "SG and a number.",
    "Substantial difficulty": "Great difficulty in understanding, remembering or weighing up what matters, "
    "or in saying what one wants.",
    "Wish": "What a person wants to happen, also called a desired outcome.",
}
